import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { readSecret } from "../../src/cli/read-secret.ts";

/** A keyboard that types `keys`, and a screen. */
function terminal(keys: string, isTTY = true) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: (raw: boolean) => modes.push(raw) });
  const screen: string[] = [];
  let interrupted = 0;
  const ask = () =>
    readSecret("Password: ", input, { write: (text: string) => screen.push(text) > 0 }, () => {
      interrupted++;
    });
  input.write(keys);
  return { ask, modes, screen, interrupted: () => interrupted };
}

describe("asking for a secret", () => {
  it("shows the prompt and nothing of what is typed", async () => {
    const { ask, screen, modes } = terminal("mật khẩu\r");
    expect(await ask()).toBe("mật khẩu");
    expect(screen).toEqual(["Password: ", "\n"]);
    expect(modes).toEqual([true, false]);
  });

  it("lets the user erase", async () => {
    expect(await terminal("abx\u007fc\n").ask()).toBe("abc");
    expect(await terminal("wrong\u0015right\n").ask()).toBe("right");
    expect(await terminal("\u007f\u007fa\n").ask()).toBe("a");
  });

  it("stops at the interrupt key", async () => {
    const { ask, interrupted, modes } = terminal("secr\u0003et\n");
    expect(await ask()).toBeNull();
    expect(interrupted()).toBe(1);
    expect(modes).toEqual([true, false]);
  });

  it("asks nobody where there is no terminal", async () => {
    const { ask, screen } = terminal("x\n", false);
    expect(await ask()).toBeNull();
    expect(screen).toEqual([]);
  });
});
