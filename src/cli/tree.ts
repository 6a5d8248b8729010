import { wrap } from "../report/wrap.ts";

/** A heading with lines below it, and branches below those. */
export interface TreeNode {
  readonly lines: readonly string[];
  readonly branches: readonly TreeNode[];
}

/** The nodes drawn as a tree, in lines of at most `width` columns. */
export function drawTree(nodes: readonly TreeNode[], width: number, margin = ""): string[] {
  return nodes.flatMap(({ lines, branches }, index) => {
    const isLast = index === nodes.length - 1;
    const below = margin + (isLast ? "   " : "│  ");
    const text = lines.flatMap((line) => wrap(line, Math.max(10, width - below.length)));
    const own = text.map((line, at) => (at === 0 ? margin + (isLast ? "└─ " : "├─ ") : below) + line);
    return [...own, ...drawTree(branches, width, below)];
  });
}
