"use strict";

const SECONDS_BETWEEN = 5;
const SECONDS_PATIENCE = 8;
const WORDS = { checking: "checking…", up: "up", down: "down", unreachable: "no contact" };

const summary = document.getElementById("summary");
const services = [...document.querySelectorAll("[data-service]")];

function show(element, state, words) {
  if (element.textContent === words) return; // a screen reader hears changes only
  element.dataset.state = state;
  element.textContent = words;
}

async function ask(name) {
  try {
    const answer = await fetch(`/portal/health/${name}`, {
      cache: "no-store",
      signal: AbortSignal.timeout(SECONDS_PATIENCE * 1000),
    });
    return answer.ok ? "up" : "down";
  } catch {
    return "unreachable";
  }
}

async function check(element) {
  const state = await ask(element.dataset.service);
  show(element, state, WORDS[state]);
  return state;
}

function summarize(states) {
  const down = services.filter((_, i) => states[i] === "down").map((e) => e.dataset.title);
  if (states.includes("unreachable")) {
    show(summary, "unreachable", "The gateway cannot be reached. Is it still running?");
  } else if (down.length) {
    show(summary, "down", `Down: ${down.join(", ")}`);
  } else {
    show(summary, "up", "Everything is up");
  }
}

async function watch() {
  if (!document.hidden) summarize(await Promise.all(services.map(check)));
  setTimeout(watch, SECONDS_BETWEEN * 1000);
}

for (const element of [summary, ...services]) show(element, "checking", WORDS.checking);
for (const element of document.querySelectorAll("[data-origin]")) element.textContent = location.origin;
watch();
