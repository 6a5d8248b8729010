/** Endings that desktops run or open as programs, whatever is in them. */
const PROGRAM =
  /\.(?:exe|com|scr|bat|cmd|msi|msp|dll|cpl|pif|lnk|reg|hta|ps1|vbs?|vbe|jse?|wsf|wsh|jar|sh|command|app|dmg|apk|deb|rpm)\s*$/i;

export function isProgramName(name: string): boolean {
  return PROGRAM.test(name);
}
