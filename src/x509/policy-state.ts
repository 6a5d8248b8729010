import type { PathStop } from "../findings.ts";
import type { Certificate } from "./certificate.ts";
import { ANY_POLICY } from "./oids.ts";
import type { PathBudget } from "./path-budget.ts";
import type { ResolvedPathSettings } from "./path-settings.ts";
import { PolicyGraph } from "./policy-tree.ts";

/** The state variables of RFC 5280, 6.1.2, that concern policies, and what certificates do to them. */
export class PolicyState {
  readonly #budget: PathBudget;
  readonly #acceptable: ReadonlySet<string>;
  #graph: PolicyGraph = PolicyGraph.initial();
  #explicitPolicy: number;
  #policyMapping: number;
  #inhibitAnyPolicy: number;
  #accepted: ReadonlySet<string> = new Set();

  constructor(pathLength: number, settings: ResolvedPathSettings, budget: PathBudget) {
    this.#budget = budget;
    this.#acceptable = new Set(settings.initialPolicies);
    this.#explicitPolicy = settings.requireExplicitPolicy ? 0 : pathLength + 1;
    this.#policyMapping = settings.inhibitPolicyMapping ? 0 : pathLength + 1;
    this.#inhibitAnyPolicy = settings.inhibitAnyPolicy ? 0 : pathLength + 1;
  }

  /** What `conclude` found: policies that hold for the path and that the caller accepts. */
  get accepted(): ReadonlySet<string> {
    return this.#accepted;
  }

  /** 6.1.3 d to f. */
  enter(certificate: Certificate, isLeaf: boolean): PathStop | null {
    const policies = certificate.standardExtensions.certificatePolicies;
    const anyPolicyCounts = this.#inhibitAnyPolicy > 0 || (!isLeaf && certificate.isSelfIssued);
    const graph = policies === null ? PolicyGraph.empty : this.#graph.extend(policies, anyPolicyCounts, this.#budget);
    if (graph === null) return "limit";
    this.#graph = graph;
    return this.#explicitPolicy === 0 && graph.isEmpty ? "policy" : null;
  }

  /** 6.1.4 a, b, and h to j: from a CA certificate to the one that it issued. */
  descend(certificate: Certificate): PathStop | null {
    const { policyMappings, policyConstraints, inhibitAnyPolicy } = certificate.standardExtensions;
    const mappings = policyMappings ?? [];
    if (mappings.some((pair) => pair.issuerDomainPolicy === ANY_POLICY || pair.subjectDomainPolicy === ANY_POLICY)) {
      return "policy";
    }
    const graph = this.#graph.map(mappings, this.#policyMapping === 0, this.#budget);
    if (graph === null) return "limit";
    this.#graph = graph;
    if (!certificate.isSelfIssued) {
      this.#explicitPolicy = decrement(this.#explicitPolicy);
      this.#policyMapping = decrement(this.#policyMapping);
      this.#inhibitAnyPolicy = decrement(this.#inhibitAnyPolicy);
    }
    this.#explicitPolicy = Math.min(
      this.#explicitPolicy,
      policyConstraints?.requireExplicitPolicy ?? this.#explicitPolicy,
    );
    this.#policyMapping = Math.min(this.#policyMapping, policyConstraints?.inhibitPolicyMapping ?? this.#policyMapping);
    this.#inhibitAnyPolicy = Math.min(this.#inhibitAnyPolicy, inhibitAnyPolicy ?? this.#inhibitAnyPolicy);
    return null;
  }

  /** 6.1.5 a, b and g. */
  conclude(leaf: Certificate): PathStop | null {
    this.#explicitPolicy = decrement(this.#explicitPolicy);
    if (leaf.standardExtensions.policyConstraints?.requireExplicitPolicy === 0) this.#explicitPolicy = 0;
    this.#accepted = this.#graph.userConstrainedPolicies(this.#acceptable);
    return this.#explicitPolicy === 0 && this.#accepted.size === 0 ? "policy" : null;
  }
}

function decrement(counter: number): number {
  return Math.max(0, counter - 1);
}
