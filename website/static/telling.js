// Two things that the form does without, more slowly: it shows that no program sends it, and hides how long the text is.
"use strict";
const ENOUGH = 16384; // characters of a request, as far as it can be known here
const PART = 88; // bytes around the name and value of each field
const form = document.querySelector("form.tell");
let pressed = false; // the button, before the puzzle was solved

async function isAnswer(ticket, answer, bits) {
  const given = new TextEncoder().encode(`${ticket}.${answer}`);
  const found = new DataView(await crypto.subtle.digest("SHA-256", given));
  return found.getUint32(0) >>> (32 - bits) === 0;
}

// Calls itself once in a while, so that typing never waits.
async function solve(ticket, bits, from) {
  for (let answer = from; answer < from + 500; answer += 1) {
    if (await isAnswer(ticket, answer, bits)) {
      form.elements.solved.value = String(answer);
      if (pressed) form.querySelector("button.send").click();
      return;
    }
  }
  setTimeout(() => solve(ticket, bits, from + 500), 0);
}

function fill() {
  let length = 0;
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== "string" || name === "pad") continue;
    length += PART + name.length + new TextEncoder().encode(value.replace(/\r?\n/g, "\r\n")).length;
  }
  const unused = form.elements.solved.value ? 12 - form.elements.solved.value.length : 12;
  form.elements.pad.value = "0".repeat(Math.max(0, unused + (ENOUGH - (length + unused) % ENOUGH) % ENOUGH));
}

if (form && window.crypto && crypto.subtle) {
  solve(form.elements.ticket.value, Number(form.dataset.bits), 0);
  form.addEventListener("submit", (event) => {
    // Sent unsolved it would have to be sent again. Whoever presses twice is not kept waiting.
    if (!form.elements.solved.value && !pressed) {
      event.preventDefault();
      pressed = true;
      form.setAttribute("aria-busy", "true");
      return;
    }
    fill();
  });
}
