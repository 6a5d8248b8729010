/** What the offline page says around the element and its report. */
export interface PageTexts {
  readonly title: string;
  readonly lead: string;
  /** The button that turns to the other language, in that language. */
  readonly otherLanguage: string;
  readonly print: string;
  readonly basis: {
    readonly title: string;
    readonly hint: string;
    readonly profile: string;
    readonly anchors: string;
    readonly noAnchors: string;
    readonly manifest: (id: string) => string;
    readonly evidence: string;
    readonly noEvidence: string;
    /** Times are fit to be shown; null where the evidence does not say when newer is due. */
    readonly age: (age: {
      readonly pieces: number;
      readonly oldest: string;
      readonly days: number;
      readonly due: string | null;
    }) => string;
    readonly overdue: string;
    readonly loadNewer: string;
    readonly dropNewer: string;
    readonly taken: (file: string) => string;
    readonly notNewer: (file: string) => string;
    readonly notABundle: (file: string) => string;
  };
  readonly footer: (version: string) => string;
}

export const PAGE_TEXTS: { readonly [Tag in "vi" | "en"]: PageTexts } = {
  vi: {
    title: "Kiểm tra chữ ký số của hồ sơ",
    lead: "Trang này tự kiểm tra tệp ngay trên máy đang dùng: không cần mạng, không cần cài đặt, không gửi tệp đi đâu.",
    otherLanguage: "English",
    print: "In phiếu kết quả",
    basis: {
      title: "Căn cứ kiểm tra",
      hint: "Đối chiếu các mã SHA-256 dưới đây với mã do đơn vị cấp trang này công bố.",
      profile: "Cấu hình tin cậy",
      anchors: "Chứng thư chữ ký số gốc được tin cậy",
      noAnchors: "Không có: mọi chữ ký sẽ chỉ được kiểm tra tính toàn vẹn.",
      manifest: (id) => `Danh mục thành phần hồ sơ: ${id}`,
      evidence: "Dữ liệu thu hồi",
      noEvidence: "Không kèm theo trang này; chỉ dùng dữ liệu có sẵn trong từng tệp.",
      age: ({ pieces, oldest, days, due }) =>
        `${pieces} phần; phần cũ nhất lập lúc ${oldest}, cách đây ${days} ngày` +
        (due === null ? "." : `; hạn có bản mới: ${due}.`),
      overdue: "Dữ liệu này đã đến hạn thay: hãy nạp gói mới hơn trước khi kết luận.",
      loadNewer: "Nạp gói dữ liệu thu hồi mới…",
      dropNewer: "Hoặc kéo gói dữ liệu (tệp .json) vào trang này.",
      taken: (file) => `Đã nạp ${file}. Tệp đã kiểm tra trước đó cần được kiểm tra lại.`,
      notNewer: (file) => `${file} không mới hơn dữ liệu đang dùng, nên không được nạp.`,
      notABundle: (file) => `${file} không phải là gói dữ liệu thu hồi dùng được, nên không được nạp.`,
    },
    footer: (version) => `pades-dossier ${version}. Kết quả trên trang này không thay cho tệp gốc đã ký.`,
  },
  en: {
    title: "Check the digital signatures of a dossier",
    lead: "This page checks files on the machine that it is opened on: no network, no installation, and no file is sent anywhere.",
    otherLanguage: "Tiếng Việt",
    print: "Print the result slip",
    basis: {
      title: "What is relied on",
      hint: "Compare the SHA-256 values below with those published by whoever gave you this page.",
      profile: "Trust profile",
      anchors: "Trusted root certificates",
      noAnchors: "None: of every signature only the integrity will be checked.",
      manifest: (id) => `Manifest of the dossier: ${id}`,
      evidence: "Revocation data",
      noEvidence: "None came with this page; only what lies in each file is used.",
      age: ({ pieces, oldest, days, due }) =>
        `${pieces} ${pieces === 1 ? "piece" : "pieces"}; the oldest was issued ${oldest}, ${days} ${days === 1 ? "day" : "days"} ago` +
        (due === null ? "." : `; a newer one is due ${due}.`),
      overdue: "This data is due to be replaced: load a newer bundle before you conclude anything.",
      loadNewer: "Load a newer evidence bundle…",
      dropNewer: "Or drop the bundle (a .json file) on this page.",
      taken: (file) => `${file} is in use now. Files that were checked before need to be checked again.`,
      notNewer: (file) => `${file} is not newer than the data in use, and was not loaded.`,
      notABundle: (file) => `${file} is not a bundle of revocation data that can be used, and was not loaded.`,
    },
    footer: (version) => `pades-dossier ${version}. What this page shows does not stand in for the signed file.`,
  },
};
