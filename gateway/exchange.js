// Exchange an API token (kr_…) for the short-lived token that services read: see docs/adr/0021.
// What was exchanged is kept in memory only, under a digest of the API token, which itself is kept nowhere.

import crypto from 'crypto';

const FORM = /^bearer[ \t]+(kr_[A-Za-z0-9_-]{43})[ \t]*$/i;
const FRESH_MS = 3000;      // so long an answer of accounts counts without being asked for again
const RETRY_MS = 2000;      // so long it is left alone after it did not answer
const MARGIN_MS = 5000;     // a token that is about to expire might do so on its way
const WRONG_TRIES = 20;     // tokens that accounts does not know, by one client within a minute

const REFUSED = 'This API token is unknown, has expired or was revoked. Make another at /accounts/tokens/.';
const MALFORMED = 'This is no API token: one is kr_ and 43 characters, after the word Bearer.';
const TOO_MANY = 'Too many wrong API tokens came from your address. Wait a minute, then try again.';
const AWAY = 'API tokens cannot be checked now. Try again in a moment.';

async function exchange(r) {
    const shown = FORM.exec(r.headersIn['Authorization'] || '');
    if (!shown) {
        return refuse(r, 401, MALFORMED);
    }
    const digest = crypto.createHash('sha256').update(shown[1]).digest('hex');
    const kept = find(digest);
    if (kept && (Date.now() < kept.fresh_until || !ngx.shared.asking.add(digest, 1))) {
        return pass(r, kept);
    }
    if (!kept && (ngx.shared.wrong_tries.get(r.remoteAddress) || 0) >= WRONG_TRIES) {
        return refuse(r, 429, TOO_MANY);
    }
    const status = await ask(r, digest);
    ngx.shared.asking.delete(digest);
    if (status === 401) {
        ngx.shared.exchanged.delete(digest);
        ngx.shared.wrong_tries.incr(r.remoteAddress, 1, 0);
        return refuse(r, 401, REFUSED);
    }
    const found = find(digest);
    if (!found) {
        return refuse(r, 503, AWAY);
    }
    if (status !== 200) {
        keep(digest, found.token, Date.now() + RETRY_MS, found.good_until);
    }
    return pass(r, found);
}

// Ask accounts, and keep what it gives. How long it is waited for stands in exchange.conf: what is
// still under way would hold the answer to the client back.
async function ask(r, digest) {
    try {
        const reply = await ngx.fetch(r.variables.exchange_address, {
            method: 'POST',
            headers: {
                'X-Request-ID': r.variables.kitroom_request_id,
                'X-Gateway-Secret': r.variables.gateway_secret,
                'X-Token-Digest': digest,
            },
        });
        if (reply.status === 200) {
            const given = await reply.json();
            const now = Date.now();
            if (!given.access_token || !(given.expires_in > 0)) {
                return 502;
            }
            keep(digest, given.access_token, now + FRESH_MS, now + given.expires_in * 1000 - MARGIN_MS);
        }
        return reply.status;
    } catch (error) {
        return 502;
    }
}

function find(digest) {
    const text = ngx.shared.exchanged.get(digest);
    const kept = text && JSON.parse(text);
    return kept && Date.now() < kept.good_until ? kept : null;
}

function keep(digest, token, fresh_until, good_until) {
    ngx.shared.exchanged.set(digest, JSON.stringify({ token, fresh_until, good_until }));
}

function pass(r, kept) {
    r.variables.exchanged = 'Bearer ' + kept.token;
    r.internalRedirect(r.variables.may_be_repeated ? '@repeatable' : '@once');
}

function refuse(r, status, words) {
    r.variables.exchange_says = words;
    if (status === 401) {
        r.headersOut['WWW-Authenticate'] = 'Bearer realm="kitroom", error="invalid_token"';
    }
    r.return(status);
}

export default { exchange };
