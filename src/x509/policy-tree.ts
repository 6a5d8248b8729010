import { ANY_POLICY } from "./oids.ts";
import type { PathBudget } from "./path-budget.ts";
import type { PolicyMapping } from "./policy-extensions.ts";

/**
 * A policy that certificates up to some depth assert. The standard's tree holds one node for each way to a policy,
 * which mappings multiply without end; here each policy is one node a level, with every node above it that leads to
 * it (RFC 9618, section 5). What can be reached is the same.
 */
interface PolicyNode {
  readonly policy: string;
  readonly parents: ReadonlySet<PolicyNode>;
  /** What a certificate one level down may call this policy. */
  readonly expected: ReadonlySet<string>;
}

type PolicyLevel = ReadonlyMap<string, PolicyNode>;

/** Either the graph, or that nothing is left of it. Building it stops with null where the budget ends. */
export class PolicyGraph {
  readonly #levels: readonly PolicyLevel[];

  private constructor(levels: readonly PolicyLevel[]) {
    this.#levels = levels;
  }

  /** RFC 5280, 6.1.2 a: at depth zero any policy. */
  static initial(): PolicyGraph {
    return new PolicyGraph([
      new Map([[ANY_POLICY, { policy: ANY_POLICY, parents: new Set(), expected: new Set([ANY_POLICY]) }]]),
    ]);
  }

  static readonly empty = new PolicyGraph([]);

  get isEmpty(): boolean {
    return this.#levels.length === 0;
  }

  /**
   * One level more, from the policies of the next certificate (RFC 5280, 6.1.3 d). `anyPolicyCounts` is whether
   * anyPolicy in it stands for every policy. Null: the budget is spent.
   */
  extend(policies: readonly string[], anyPolicyCounts: boolean, budget: PathBudget): PolicyGraph | null {
    const last = this.#levels.at(-1);
    if (last === undefined) return this;
    const leadingTo = indexByExpectation(last);
    if (!budget.takeRuleChecks(policies.length + leadingTo.size)) return null;
    const anyNode = last.get(ANY_POLICY);
    const level = new Map<string, PolicyNode>();
    for (const policy of policies) {
      if (policy === ANY_POLICY) continue;
      const parents = leadingTo.get(policy) ?? (anyNode && new Set([anyNode]));
      if (parents !== undefined) level.set(policy, { policy, parents, expected: new Set([policy]) });
    }
    if (anyPolicyCounts && policies.includes(ANY_POLICY)) {
      for (const [policy, parents] of leadingTo) {
        if (!level.has(policy)) level.set(policy, { policy, parents, expected: new Set([policy]) });
      }
    }
    return PolicyGraph.#pruned([...this.#levels, level]);
  }

  /**
   * Renames policies for the certificates below (RFC 5280, 6.1.4 b 1), or, where mapping is inhibited, drops those
   * that the certificate would rename (6.1.4 b 2). Null: the budget is spent.
   */
  map(mappings: readonly PolicyMapping[], inhibited: boolean, budget: PathBudget): PolicyGraph | null {
    const last = this.#levels.at(-1);
    if (last === undefined || mappings.length === 0) return this;
    if (!budget.takeRuleChecks(mappings.length)) return null;
    const level = new Map(last);
    const anyNode = last.get(ANY_POLICY);
    for (const [policy, expected] of groupMappings(mappings)) {
      const node = last.get(policy);
      if (inhibited) level.delete(policy);
      else if (node !== undefined) level.set(policy, { ...node, expected });
      else if (anyNode !== undefined) level.set(policy, { policy, parents: anyNode.parents, expected });
    }
    return PolicyGraph.#pruned([...this.#levels.slice(0, -1), level]);
  }

  /**
   * The policies, in the anchor's own terms, under which the whole path is valid and which the caller accepts
   * (RFC 5280, 6.1.5 g; RFC 9618, section 5.6). anyPolicy among them: every policy.
   */
  userConstrainedPolicies(acceptable: ReadonlySet<string>): ReadonlySet<string> {
    const last = this.#levels.at(-1);
    const found = new Set<string>();
    if (last === undefined) return found;
    for (const level of this.#levels.slice(1)) {
      for (const { policy, parents } of level.values()) {
        if (policy !== ANY_POLICY && [...parents].some((parent) => parent.policy === ANY_POLICY)) found.add(policy);
      }
    }
    const anyAtEnd = last.has(ANY_POLICY);
    if (acceptable.has(ANY_POLICY)) return anyAtEnd ? found.add(ANY_POLICY) : found;
    return new Set([...acceptable].filter((policy) => found.has(policy) || anyAtEnd));
  }

  /** Without the nodes that lead nowhere (RFC 5280, 6.1.3 d 3); with none left, the empty graph. */
  static #pruned(levels: readonly PolicyLevel[]): PolicyGraph {
    const kept = [...levels];
    for (let depth = kept.length - 1; depth > 0; depth--) {
      const below = kept[depth];
      const above = kept[depth - 1];
      if (below === undefined || above === undefined) break;
      if (below.size === 0) return PolicyGraph.empty;
      const reached = new Set<PolicyNode>();
      for (const node of below.values()) for (const parent of node.parents) reached.add(parent);
      if (reached.size === above.size) break;
      kept[depth - 1] = new Map([...above].filter(([, node]) => reached.has(node)));
    }
    return new PolicyGraph(kept);
  }
}

/** Which nodes of a level expect each policy. */
function indexByExpectation(level: PolicyLevel): ReadonlyMap<string, ReadonlySet<PolicyNode>> {
  const index = new Map<string, Set<PolicyNode>>();
  for (const node of level.values()) {
    for (const policy of node.expected) {
      const nodes = index.get(policy);
      if (nodes === undefined) index.set(policy, new Set([node]));
      else nodes.add(node);
    }
  }
  return index;
}

function groupMappings(mappings: readonly PolicyMapping[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { issuerDomainPolicy, subjectDomainPolicy } of mappings) {
    const group = groups.get(issuerDomainPolicy);
    if (group === undefined) groups.set(issuerDomainPolicy, new Set([subjectDomainPolicy]));
    else group.add(subjectDomainPolicy);
  }
  return groups;
}
