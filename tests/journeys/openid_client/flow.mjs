// Each way to a token, as the manual of openid-client shows it. Talks to its test line by line.
import * as client from 'openid-client'
import readline from 'node:readline'

const { ISSUER, API, CALLBACK, CODE_CLIENT, PUBLIC_CLIENT, ROBOT, ROBOT_SECRET, CODE_SECRET, DEVICE } = process.env
const options = { execute: [client.allowInsecureRequests] }
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const say = (word, what) => console.log(`${word} ${what}`)

async function isLetIn(token) {
  const answer = await fetch(`${API}?limit=1`, { headers: { Authorization: `Bearer ${token}` } })
  if (answer.status !== 200) throw new Error(`the API answered ${answer.status}`)
}

async function code(id, secret) {
  const config = await client.discovery(new URL(ISSUER), id, secret, secret ? undefined : client.None(), options)
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  say('open', client.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK, scope: 'openid tasks:read', state, nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  }).href)
  const { value } = await lines.next()
  const tokens = await client.authorizationCodeGrant(config, new URL(value), {
    pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true,
  })
  await isLetIn(tokens.access_token)
  const user = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub)
  if (user.sub !== tokens.claims().sub) throw new Error('another person')
  const renewed = await client.refreshTokenGrant(config, tokens.refresh_token)
  await isLetIn(renewed.access_token)
  await client.tokenRevocation(config, renewed.refresh_token)
  say('done', secret ? 'code' : 'public code')
}

async function robot() {
  const config = await client.discovery(new URL(ISSUER), ROBOT, ROBOT_SECRET, undefined, options)
  const tokens = await client.clientCredentialsGrant(config, { scope: 'tasks:read' })
  await isLetIn(tokens.access_token)
  const told = await client.tokenIntrospection(config, tokens.access_token)
  if (!told.active) throw new Error('introspection says it is not active')
  say('done', 'client credentials')
}

async function device() {
  const config = await client.discovery(new URL(ISSUER), DEVICE, undefined, client.None(), options)
  const asked = await client.initiateDeviceAuthorization(config, { scope: 'tasks:read' })
  say('type', `${asked.user_code} ${asked.verification_uri_complete}`)
  const tokens = await client.pollDeviceAuthorizationGrant(config, asked)
  await isLetIn(tokens.access_token)
  say('done', 'device')
}

await code(CODE_CLIENT, CODE_SECRET)
await code(PUBLIC_CLIENT)
await robot()
await device()
process.exit(0)
