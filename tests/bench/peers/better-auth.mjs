// better-auth's password, mailed code and session on SQLite: answers "what first count" with times in nanoseconds.

import readline from "node:readline";
import Database from "better-sqlite3";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { twoFactor } from "better-auth/plugins";

const [path, hasher, synchronous] = process.argv.slice(2);
const PASSWORD = "correct horse battery staple";
const USERS = 50;

let statements = 0;
let writes = 0;
const count = (sql) => {
  statements += 1;
  writes += /^\s*(insert|update|delete)/i.test(sql) ? 1 : 0;
};
const database = new Database(path, { verbose: count });
database.pragma("journal_mode = WAL");
database.pragma(`synchronous = ${synchronous}`);

const codes = new Map();
const free = { hash: async (password) => `free$${password}`, verify: async ({ hash, password }) => hash === `free$${password}` };
const options = {
  database,
  baseURL: "http://localhost:3000",
  secret: "0123456789abcdef0123456789abcdef",
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  emailAndPassword: { enabled: true, ...(hasher === "free" ? { password: free } : {}) },
  plugins: [
    twoFactor({
      skipVerificationOnEnable: true,
      otpOptions: { sendOTP: async ({ user, otp }) => void codes.set(user.email, otp) },
    }),
  ],
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);

const email = (n) => `user${n % USERS}@example.com`;
const cookies = (headers) => headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");

for (let n = 0; n < USERS; n += 1) {
  const body = { name: "User", email: email(n), password: PASSWORD };
  const { headers } = await auth.api.signUpEmail({ body, returnHeaders: true });
  await auth.api.enableTwoFactor({ body: { password: PASSWORD }, headers: new Headers({ cookie: cookies(headers) }) });
}

async function direct(n) {
  const first = await auth.api.signInEmail({ body: { email: email(n), password: PASSWORD }, returnHeaders: true });
  const headers = new Headers({ cookie: cookies(first.headers) });
  await auth.api.sendTwoFactorOTP({ headers });
  const done = await auth.api.verifyTwoFactorOTP({ body: { code: codes.get(email(n)) }, headers });
  if (!done.token) throw new Error(`no session: ${JSON.stringify(done)}`);
}

async function post(path, body, cookie) {
  const headers = { "content-type": "application/json", origin: "http://localhost:3000", ...(cookie ? { cookie } : {}) };
  const request = new Request(`http://localhost:3000/api/auth${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const response = await auth.handler(request);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

async function handler(n) {
  const first = await post("/sign-in/email", { email: email(n), password: PASSWORD });
  const cookie = cookies(first.headers);
  await post("/two-factor/send-otp", {}, cookie);
  const done = await post("/two-factor/verify-otp", { code: codes.get(email(n)) }, cookie);
  if (!(await done.json()).token) throw new Error("no session");
}

const calls = { direct, handler };

console.log("[]");
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [what, first, count] = line.split(" ");
  const times = [];
  if (what === "count") {
    statements = writes = 0;
    await direct(0);
    times.push(statements, writes);
  } else {
    for (let n = Number(first); n < Number(first) + Number(count); n += 1) {
      const began = process.hrtime.bigint();
      await calls[what](n);
      times.push(Number(process.hrtime.bigint() - began));
    }
  }
  console.log(JSON.stringify(times));
}
