export default async function globalSetup(): Promise<void> {
  const address = process.env.E2E_BASE_URL;
  if (!address) {
    throw new Error(
      "E2E_BASE_URL is not set: `npm run e2e` starts a shop and runs these tests, `npm run e2e -- orders` some.",
    );
  }
  const answered = await fetch(address, { redirect: "manual" }).catch(() => null);
  if (!answered) throw new Error(`Nothing answers on ${address}.`);
}
