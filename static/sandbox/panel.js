/* The panel: students, clock, fault knobs. */

import { element } from "./dom.js";
import { get, post } from "./net.js";

const byId = (id) => document.getElementById(id);

export class Panel {
  constructor({ choose, guard }) {
    Object.assign(this, { choose, guard });
    this.students = [];
    this.wire();
  }

  wire() {
    const panel = byId("panel");
    const toggle = (open) => {
      panel.classList.toggle("open", open);
      byId("open-panel").setAttribute("aria-expanded", String(open));
      byId(open ? "close-panel" : "open-panel").focus();
    };
    byId("open-panel").addEventListener("click", () => toggle(true));
    byId("close-panel").addEventListener("click", () => toggle(false));
    panel.addEventListener("keydown", (event) => event.key === "Escape" && panel.classList.contains("open") && toggle(false));
    this.hide = () => panel.classList.contains("open") && toggle(false);
    byId("add-student").addEventListener("submit", (event) => this.guard(() => this.add(event)));
    for (const button of panel.querySelectorAll("[data-minutes], [data-reset]")) {
      button.addEventListener("click", () => this.guard(() => this.move(button)));
    }
    for (const knob of panel.querySelectorAll("[data-knob]")) {
      knob.addEventListener("change", () => this.guard(() => this.setKnob(knob)));
    }
    byId("clear-faults").addEventListener("click", () => this.guard(async () => this.showFaults(await post("../faults", { clear: true }))));
  }

  async load() {
    this.students = (await get("phones")).phones;
    this.showFaults(await get("../faults"));
  }

  showStudents(current) {
    const items = this.students.map((student) =>
      element(
        "li",
        {},
        element(
          "button",
          {
            type: "button",
            "aria-pressed": String(student.id === current),
            onclick: () => {
              this.choose(student.id);
              this.hide();
            },
          },
          element("strong", {}, student.name),
          element("small", {}, student.shown),
        ),
      ),
    );
    byId("students").replaceChildren(...items);
  }

  async add(event) {
    event.preventDefault();
    const student = await post("phones", { name: byId("new-name").value, kind: byId("new-kind").value });
    byId("new-name").value = "";
    this.students.push(student);
    this.choose(student.id);
  }

  async move(button) {
    const asked = button.dataset.reset ? { reset: true } : { minutes: Number(button.dataset.minutes) };
    this.showClock(await post("clock", asked));
  }

  showClock({ text, offset_seconds: seconds }) {
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.round((seconds % 3600) / 60);
    byId("clock-text").textContent = text;
    byId("clock-offset").textContent = seconds ? `(${hours} h ${minutes} min ahead)` : "(real time)";
  }

  async setKnob(knob) {
    this.showFaults(await post("../faults", { [knob.dataset.knob]: Number(knob.value) }));
  }

  async refreshFaults() {
    this.showFaults(await get("../faults"));
  }

  showFaults(values) {
    const settings = new Set(["slow_seconds", "rate_limit_code"]);
    const active = Object.entries(values).filter(([name, value]) => value && !settings.has(name)).length;
    byId("faults-state").textContent = active ? `${active} switched on` : "Everything works as it should.";
    for (const knob of document.querySelectorAll("[data-knob]")) {
      if (knob === document.activeElement) continue;
      const value = String(values[knob.dataset.knob]);
      if (![...knob.options].some((option) => option.value === value)) knob.append(element("option", { value }, `next ${value}`));
      knob.value = value;
    }
  }
}
