/** 1234567 thành "1.234.567", cách ghi số của Việt Nam. */
export function count(value: number): string {
  return value.toString().replace(/\B(?=(\d{3})+$)/g, ".");
}
