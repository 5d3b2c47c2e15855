import { afterAll } from "vitest";
import { closeConnection } from "@/db/client";
import { testDatabase } from "./database.ts";

// Runs before each `*.db.test.ts` is loaded: whatever it imports finds its own database in the environment.
const database = await testDatabase();
process.env.DATABASE_URL = database.url;
process.env.AUTH_SECRET ??= "of the tests alone: nothing outlives them";

afterAll(async () => {
  await closeConnection();
  await database.drop();
});
