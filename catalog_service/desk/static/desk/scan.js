// Scan after scan without a new page: a scanner types a tag and presses Enter. Without this script
// the form does the same, a page for each time.
"use strict";

const form = document.getElementById("scan");
const tags = form.elements.tags;
const results = document.getElementById("results");
const said = document.getElementById("said");
const count = document.getElementById("count");
const lines = () => tags.value.split(/[\r\n\t,;]+/).filter((line) => line.trim()).length;
const isOut = () => form.elements.direction?.value === "out";

function show() {
  const outOnly = document.getElementById("out-only");
  if (outOnly) outOnly.hidden = !isOut();
  const inOnly = document.getElementById("in-only");
  if (inOnly) inOnly.hidden = isOut();
  count.textContent = lines() > 1 ? `${lines()} tags` : "";
}

// What was said of one is not said of the next.
function forgetLooks() {
  for (const name of ["condition", "note", "photo"]) {
    const field = form.elements[name];
    if (field?.options) field.selectedIndex = 0;
    else if (field) field.value = "";
  }
}

function put(page) {
  for (const old of form.querySelectorAll(".error")) old.remove();
  for (const error of page.querySelectorAll("#scan .error")) {
    const field = error.id && form.querySelector(`#${error.id.replace(/_error$/, "")}`);
    if (field) field.after(error);
    else form.prepend(error);
  }
  results.prepend(...page.querySelectorAll("#results tr"));
  said.textContent = page.getElementById("said").textContent;
  for (const part of page.querySelectorAll("[data-live]")) {
    document.getElementById(part.id)?.replaceWith(part);
  }
}

async function send() {
  const body = new FormData(form);
  const sent = tags.value;
  tags.value = "";
  show();
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body });
  } catch {
    answer = null;
  }
  if (!answer || !answer.ok || answer.redirected) {
    tags.value = sent + tags.value;
    said.textContent = answer && answer.redirected
      ? "You are signed out. Load the page again."
      : "The desk did not answer. What was scanned is still there: try again.";
  } else {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    put(page);
    if (form.querySelector(".error")) tags.value = sent + tags.value;
    else forgetLooks();
  }
  show();
  tags.focus();
}

// One after the other: a scanner is faster than a network.
let last = Promise.resolve();
const queue = () => (last = last.then(() => lines() && send()));

// To a person or to a place: who chooses one takes the other back.
const goesTo = [form.elements.borrower, form.elements.place];
for (const [one, other] of [goesTo, [...goesTo].reverse()]) {
  one?.addEventListener("change", () => {
    if (one.value && other) other.value = "";
  });
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  queue();
});
tags.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || isOut()) return;
  event.preventDefault();
  tags.value += "\n";
  queue();
});
form.addEventListener("input", show);
show();
tags.focus();
