/** A few lines of test runner: `test(name, fn)`, then `run()` gives the names of all tests and what failed. */

const tests = [];

export function test(name, body) {
  tests.push({ name, body });
}

export function same(actual, expected) {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`expected ${right}, got ${left}`);
}

export async function run() {
  const failed = [];
  for (const { name, body } of tests) {
    try {
      await body();
    } catch (error) {
      failed.push(`${name}: ${error.stack}`);
    }
  }
  return { names: tests.map(({ name }) => name), failed };
}
