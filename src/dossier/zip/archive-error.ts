import type { ArchiveDamage } from "../../findings.ts";

/** An archive that cannot be read at all. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  readonly damage: ArchiveDamage;

  constructor(damage: ArchiveDamage) {
    super(`archive: ${damage}`);
    this.damage = damage;
  }
}
