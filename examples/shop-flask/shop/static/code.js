// Comfort only: every page works without this file.
"use strict";

// One press, one post.
for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
}
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// The waiting time before a new code may be asked for.
const countdown = document.getElementById("resend-countdown");
if (countdown) {
  const button = document.getElementById("resend");
  const end = performance.now() + Number(countdown.dataset.seconds) * 1000;
  const tick = () => {
    const left = Math.ceil((end - performance.now()) / 1000);
    if (left > 0) {
      button.disabled = true;
      const seconds = String(left % 60).padStart(2, "0");
      countdown.textContent = `You can ask for a new code in ${Math.floor(left / 60)}:${seconds}`;
      setTimeout(tick, 250);
    } else if (button.disabled) {
      button.disabled = false;
      countdown.textContent = "";
      document.getElementById("resend-ready").textContent = "You can ask for a new code now.";
    } else {
      countdown.textContent = "";
    }
  };
  tick();
}

