import { databaseUrl } from "@/db/client";
import { migrateDatabase } from "./lib/migrate.ts";

const applied = await migrateDatabase(databaseUrl());
process.stdout.write(applied === 0 ? "The database is up to date.\n" : `Applied ${applied} migrations.\n`);
