/** Followed by the id of the process that made the database, so that a later run can clear up after a killed one. */
export const TEST_DATABASE_PREFIX = "ch_test_";
