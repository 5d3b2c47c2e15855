import { describe, expect, it, vi } from "vitest";
import { gather } from "./gather";

/** Work that ends when the test says so, and what it was given each time. */
function held(answer: (input: string) => string = (input) => `did ${input}`) {
  const groups: string[][] = [];
  const ends: (() => void)[] = [];
  const work = async (inputs: readonly string[]) => {
    groups.push([...inputs]);
    await new Promise<void>((resolve) => ends.push(resolve));
    return inputs.map(answer);
  };
  return { groups, work, end: () => ends.shift()?.() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("gathering calls", () => {
  it("lets the first go at once and the others together after it, each with its own answer", async () => {
    const { groups, work, end } = held();
    const call = gather(() => "one", work, { atMost: 3, waitMs: 0 });
    const calls = ["a", "b", "c", "d", "e"].map(call);
    expect(groups).toEqual([["a"]]);
    end();
    await settled();
    expect(groups).toEqual([["a"], ["b", "c", "d"]]);
    end();
    await settled();
    end();
    expect(await Promise.all(calls)).toEqual(["did a", "did b", "did c", "did d", "did e"]);
    expect(groups).toEqual([["a"], ["b", "c", "d"], ["e"]]);
    const later = call("f");
    expect(groups.at(-1)).toEqual(["f"]);
    end();
    expect(await later).toBe("did f");
  });

  it("waits for as many as went together before, and not for long", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const groups: string[][] = [];
    const call = gather<string, string>(
      () => "one",
      async (inputs) => {
        groups.push([...inputs]);
        return [...inputs];
      },
      { atMost: 10, waitMs: 2 },
    );
    await Promise.all(["a", "b", "c"].map(call));
    expect(groups).toEqual([["a"], ["b", "c"]]);
    const early = call("d");
    await settled();
    expect(groups).toHaveLength(2);
    expect(await Promise.all([early, call("e")])).toEqual(["d", "e"]);
    expect(groups.at(-1)).toEqual(["d", "e"]);
    const last = call("f");
    await vi.advanceTimersByTimeAsync(2);
    expect(await last).toBe("f");
    expect(await call("g")).toBe("g");
    expect(groups.slice(3)).toEqual([["f"], ["g"]]);
    vi.useRealTimers();
  });

  it("never mixes keys, and one key does not wait for another", async () => {
    const { groups, work, end } = held();
    const call = gather((input) => input.slice(0, 1), work, { atMost: 10, waitMs: 2 });
    const calls = ["x1", "y1", "x2", "y2", "x3"].map(call);
    expect(groups).toEqual([["x1"], ["y1"]]);
    end();
    end();
    await settled();
    expect(groups.slice(2)).toEqual([["x2", "x3"], ["y2"]]);
    end();
    end();
    expect(await Promise.all(calls)).toHaveLength(5);
  });

  it("fails those of one go together and goes on with the next", async () => {
    let goes = 0;
    const call = gather<string, string>(
      () => "one",
      async (inputs) => {
        goes += 1;
        await settled();
        if (goes === 2) throw new Error("the line is cut");
        return [...inputs];
      },
      { atMost: 2, waitMs: 2 },
    );
    const ended = await Promise.allSettled(["a", "b", "c", "d"].map(call));
    expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  });

  it("does not give a call the answer of another when work forgets one", async () => {
    const call = gather<string, string>(
      () => "one",
      async () => [],
      { atMost: 2, waitMs: 2 },
    );
    await expect(call("a")).rejects.toThrow("0 answers for 1 calls");
  });
});
