/** Returns what is reported while something runs: in Node, to the console. */
export async function reportsDuring(run: () => Promise<void>): Promise<unknown[]> {
  const reported: unknown[] = [];
  const { error } = console;
  console.error = (...args: unknown[]) => reported.push(...args);
  try {
    await run();
  } finally {
    console.error = error;
  }
  return reported;
}
