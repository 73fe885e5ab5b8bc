// Keeps the preview of a line in step with what is typed: sample values in place of {variables}.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const preview = document.getElementById("wording-preview");
  const field = document.getElementById("id_text");
  if (!preview || !field) {
    return;
  }
  const samples = JSON.parse(preview.dataset.samples);
  preview.style.whiteSpace = "pre-line";
  const show = () => {
    const text = field.value.trim() || preview.dataset.default;
    preview.textContent = text.replace(/\{(\w+)\}/g, (whole, name) => samples[name] || whole);
  };
  field.addEventListener("input", show);
  show();
});
