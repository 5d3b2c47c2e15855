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
    const call = gather(() => "one", work, { atMost: 3, waitMs: 0, lanes: 1 });
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

  it("waits for as many as there were before, and not for long", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const groups: string[][] = [];
    const call = gather<string, string>(
      () => "one",
      async (inputs) => {
        groups.push([...inputs]);
        return [...inputs];
      },
      { atMost: 10, waitMs: 2, lanes: 1 },
    );
    const calls = ["a", "b", "c"].map(call);
    await settled();
    expect(groups).toEqual([["a"]]);
    // Its caller calls again: all three are there.
    expect(await Promise.all([...calls, call("a2")])).toEqual(["a", "b", "c", "a2"]);
    expect(groups.slice(1)).toEqual([["b", "c", "a2"]]);
    const early = ["b2", "c2"].map(call);
    await settled();
    expect(groups).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(2);
    expect(await Promise.all(early)).toEqual(["b2", "c2"]);
    const last = call("b3");
    await vi.advanceTimersByTimeAsync(2);
    expect(await last).toBe("b3");
    expect(await call("b4")).toBe("b4");
    expect(groups.slice(2)).toEqual([["b2", "c2"], ["b3"], ["b4"]]);
    vi.useRealTimers();
  });

  it("has two groups under way where there are two lanes, and shares the calls out between them", async () => {
    const { groups, work, end } = held();
    const call = gather(() => "one", work, { atMost: 32, waitMs: 1000, lanes: 2 });
    const calls = ["a", "b", "c", "d", "e", "f", "g", "h"].map(call);
    expect(groups).toEqual([["a"], ["b"]]);
    end();
    await settled();
    expect(groups.slice(2)).toEqual([["c", "d", "e", "f"]]);
    // Those who were answered call again: the free lane waits for its half of all who call.
    calls.push(call("a2"));
    end();
    await settled();
    expect(groups).toHaveLength(3);
    calls.push(call("b2"));
    await settled();
    expect(groups.slice(3)).toEqual([["g", "h", "a2", "b2"]]);
    end();
    end();
    expect(await Promise.all(calls)).toHaveLength(10);
  });

  it("waits longer beside a group that is under way, and shortly once there is none", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { groups, work, end } = held();
    const call = gather(() => "one", work, { atMost: 32, waitMs: 2, busyMs: 10, lanes: 2 });
    const calls = ["a", "b", "c", "d", "e", "f"].map(call);
    end();
    await settled();
    expect(groups.slice(2)).toEqual([["c", "d", "e"]]);
    end();
    await settled();
    // Only f waits, where its lane's share is more; the group of c is under way.
    await vi.advanceTimersByTimeAsync(9);
    expect(groups).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(1);
    expect(groups.slice(3)).toEqual([["f"]]);
    end();
    end();
    await settled();
    // Nobody is under way any more.
    calls.push(call("g"));
    await vi.advanceTimersByTimeAsync(2);
    expect(groups.slice(4)).toEqual([["g"]]);
    end();
    expect(await Promise.all(calls)).toHaveLength(7);
    vi.useRealTimers();
  });

  it("never mixes keys, and one key does not wait for another", async () => {
    const { groups, work, end } = held();
    const call = gather((input) => input.slice(0, 1), work, { atMost: 10, waitMs: 0, lanes: 1 });
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
      { atMost: 2, waitMs: 0, lanes: 1 },
    );
    const ended = await Promise.allSettled(["a", "b", "c", "d"].map(call));
    expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  });

  it("does not give a call the answer of another when work forgets one", async () => {
    const call = gather<string, string>(
      () => "one",
      async () => [],
      { atMost: 2, waitMs: 2, lanes: 1 },
    );
    await expect(call("a")).rejects.toThrow("0 answers for 1 calls");
  });
});
