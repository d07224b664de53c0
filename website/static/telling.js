// Three things that the form does without, less well: it shows that no program sends it, hides how long the text is,
// and says that pictures are too large before they are sent.
"use strict";
const ENOUGH = 16384; // bytes: a request is filled up to a multiple of it
const BOUNDARY = 40; // letters between the parts of a request with pictures; each browser has its own number
const LARGEST = 12582912; // bytes of one picture
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

const bytes = (text) => new TextEncoder().encode(text).length;
const inLines = (text) => text.replace(/\r\n?|\n/g, "\r\n"); // as browsers send them

// Exact, and the same in every browser: letters, and the signs that an address has for them.
function wordsAlone(fields) {
  const sent = new URLSearchParams();
  for (const [name, value] of fields) sent.append(inLines(name), typeof value === "string" ? inLines(value) : "");
  return sent.toString().length;
}

// As wide as the browser's boundary makes it; their number is the same however many boxes are ticked.
function withPictures(fields) {
  let length = BOUNDARY + 8;
  for (const [name, value] of fields) {
    length += BOUNDARY + bytes(`--\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n\r\n`);
    length += typeof value === "string" ? bytes(inLines(value))
      : bytes(`; filename="${value.name}"\r\nContent-Type: ${value.type}`) + value.size;
  }
  return length;
}

function fill(button) {
  for (const former of form.querySelectorAll(".pad")) former.remove();
  for (const box of form.querySelectorAll("[type=checkbox]:not(:checked)")) box.after(emptyPart());
  for (const name of ["kind", "level"])
    if (form.elements[name] && !form.querySelector(`[name=${name}]:checked`)) form.append(emptyPart());
  form.elements.pad.value = "";
  const fields = [...new FormData(form)];
  if (button && button.name) fields.push([button.name, button.value]);
  const hasPictures = fields.some(([, value]) => typeof value !== "string" && value.size);
  form.enctype = hasPictures ? "multipart/form-data" : "application/x-www-form-urlencoded";
  const length = hasPictures ? withPictures(fields) : wordsAlone(fields);
  form.elements.pad.value = "0".repeat((ENOUGH - (length % ENOUGH)) % ENOUGH);
}

function emptyPart() {
  const part = document.createElement("input");
  part.type = "hidden";
  part.name = "none";
  part.className = "pad";
  return part;
}

function sayTooLarge(event) {
  const isTooLarge = [...event.target.files].some((one) => one.size > LARGEST);
  event.target.setCustomValidity(isTooLarge ? event.target.dataset.large : "");
  event.target.reportValidity();
}

if (form && window.crypto && crypto.subtle) {
  solve(form.elements.ticket.value, Number(form.dataset.bits), 0);
  form.addEventListener("submit", (event) => {
    // Sent unsolved it would have to be sent again. Whoever presses twice is not kept waiting, nor who only changes
    // the language.
    const button = event.submitter;
    if (!form.elements.solved.value && !pressed && !(button && button.name)) {
      event.preventDefault();
      pressed = true;
      form.setAttribute("aria-busy", "true");
      return;
    }
    fill(button);
  });
}
if (form && form.elements.pictures) form.elements.pictures.addEventListener("change", sayTooLarge);
