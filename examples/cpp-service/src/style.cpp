// The style sheet: the shop's colors in a few lines.
#include "pages.hpp"

const char *const pages::style_sheet = R"(:root { color-scheme: light dark; --paper: #f6f5f1; --surface: #fff; --sunken: #efede6; --ink: #1d2321;
  --soft: #5a6460; --line: #dcd9cf; --field: #8b938f; --accent: #0b6e5f; --on-accent: #fff; --bad: #a3261f;
  --bad-back: #fdeae8; --good: #0b6e3c; --good-back: #e0f2e7; --focus: #1a5fd0; }
@media (prefers-color-scheme: dark) { :root { --paper: #121614; --surface: #1a201d; --sunken: #222925;
  --ink: #e9edea; --soft: #a4aea9; --line: #323a36; --field: #77827c; --accent: #5fcdb8; --on-accent: #07221d;
  --bad: #ff9b92; --bad-back: #3d1c19; --good: #7ed6a0; --good-back: #173325; --focus: #8db8ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
header { padding: .9rem 1.25rem; background: var(--surface); border-bottom: 1px solid var(--line); font-weight: 650; }
main { max-width: 32rem; margin: 2rem auto; padding: 2rem; background: var(--surface);
  border: 1px solid var(--line); border-radius: 14px; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.015em; margin: 0 0 .6em; }
h2 { font-size: 1.2rem; margin: 1.5em 0 .5em; }
a { color: var(--accent); }
label { display: block; font-weight: 600; margin: 1.1rem 0 .3rem; }
input { width: 100%; padding: .65rem .8rem; font: inherit; color: inherit; background: var(--surface);
  border: 1px solid var(--field); border-radius: 9px; }
input.code { font-size: 1.6rem; letter-spacing: .22em; text-align: center; }
button { padding: .55rem 1.1rem; font: inherit; font-weight: 600; color: inherit; background: none;
  border: 1px solid var(--field); border-radius: 9px; cursor: pointer; margin-top: 1rem; }
button.primary { width: 100%; padding: .75rem; background: var(--accent); color: var(--on-accent);
  border-color: transparent; margin-top: 1.5rem; }
button.link { border: 0; padding: 0; color: var(--accent); font-weight: 400; text-decoration: underline; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .94rem; }
th, td { text-align: left; padding: .45rem .6rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-size: .85rem; }
code { background: var(--sunken); padding: .1em .4em; border-radius: 5px; }
.hint { color: var(--soft); font-size: .9rem; }
.badge { background: var(--good-back); color: var(--good); font-size: .8rem; font-weight: 600; padding: .1rem .55rem; border-radius: 99px; }
.summary { border: 2px solid var(--bad); background: var(--bad-back); color: var(--bad); border-radius: 10px; padding: .8rem 1rem; }
.message { border-left: 4px solid var(--good); background: var(--good-back); color: var(--good); padding: .75rem 1rem; }
)";
