import type { VerificationFile } from "./messages.ts";

/** A chosen file goes by its path within a chosen folder, else by its name. */
export function toVerificationFile(file: File | VerificationFile): VerificationFile {
  if (!(file instanceof File)) return { path: file.path, content: file.content };
  return { path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath, content: file };
}
