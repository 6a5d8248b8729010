import type { SigningProblem } from "../../dossier/plan-signing.ts";
import type { DossierCommandWords } from "../dossier-commands.ts";

export const dossierCommands: DossierCommandWords = {
  summary: "lập danh mục thành phần của một hồ sơ, ký bản sao điện tử",
  description: "Hồ sơ là một thư mục tệp kèm danh mục hoso.json: phải có những gì, và ai phải ký.",
  examples: [["pades dossier init ho-so/ --id 26-0007", "lập danh mục cho một thư mục, rồi tự bổ sung"]],
  manifest:
    "kiểm tra các tệp như một hồ sơ theo danh mục này; danh mục nằm trong hồ sơ chỉ được tính khi có chữ ký xác nhận",
  sealerTag: "ai được ký xác nhận danh mục nằm trong hồ sơ: gốc tin cậy có nhãn này; dùng được nhiều lần",
  sealerOrganization: "và chỉ cơ quan này, theo tên trong chứng thư; dùng được nhiều lần",
  archiveAlone: (path) => `${path} là tệp nén: hãy kiểm tra riêng tệp đó.`,
  manifestInside: (path) =>
    `${path} nằm trong hồ sơ, ai cũng có thể đã đặt vào; dùng danh mục lấy từ nơi khác, hoặc đặt tên là hoso.json.`,
  sealerNeedsDossier: "--sealer-tag dành cho hồ sơ: chỉ ra thư mục có hoso.json, tệp ZIP, hoặc --manifest.",
  notForDossiers: (option) => `không dùng được ${option} với hồ sơ.`,
  init: {
    summary: "lập hoso.json cho một thư mục",
    description:
      "Lập danh mục cho các tệp trong thư mục: mỗi tệp kèm mã băm, và đề xuất người phải ký theo những chữ ký đã có. Phải tự bổ sung; công cụ không quyết định thay.",
    folder: "thư mục chứa các tệp của hồ sơ",
    id: "mã hồ sơ",
    trust: "cấu hình tin cậy: để đề xuất nhãn của người đã ký",
    force: "thay hoso.json đã có",
    examples: [
      ["pades dossier init ho-so/ --id 26-0007", "lập ho-so/hoso.json"],
      ["pades dossier init ho-so/ --trust office.trust.json --force", "đề xuất cả nhãn, thay danh mục đã có"],
    ],
    written: (path, components) => `Đã lập: ${path} (${components} thành phần)`,
    proposal: (role, name, components) => `Vai trò ${role}: ${name}, theo chữ ký trên ${components}`,
    fillIn: "Phải tự bổ sung trước khi dùng:",
    todo: {
      id: "id: mã hồ sơ; hiện đang là tên thư mục",
      names: "name: tên của từng thành phần",
      roles:
        "roles và signatures: ai phải ký gì, theo thứ tự nào, mức nào, trước lúc nào. Vai trò có certificate chỉ khớp đúng chứng thư đó; vai trò có tag và organization khớp người giữ chức vụ.",
      bound: 'binding: "reason" nếu nhận biết thành phần theo mã hồ sơ ghi trong chữ ký',
      seal: "sau đó ký (pades sign FOLDER --role ROLE) và ký xác nhận danh mục (--seal); trước đó danh mục chỉ được tính khi đưa vào riêng",
    },
    noFiles: (folder) => `thư mục ${folder} không có tệp nào.`,
  },
  copy: {
    summary: "ký bản sao điện tử (sao y, sao lục, trích sao)",
    description:
      "Ký bản số hóa, hoặc tài liệu đã ký số, bằng chữ ký số của cơ quan sao: góc trên bên phải trang đầu ghi hình thức sao, tên cơ quan và thời gian ký. Tài liệu có chữ ký hỏng hoặc bị thay đổi sau khi ký thì không được sao. Người ký tự đối chiếu bản sao với bản chính.",
    path: "tệp PDF số hóa từ bản giấy, hoặc tài liệu đã ký số",
    form: "hình thức sao; mặc định là sao-y",
    examples: [
      ["pades dossier copy scan.pdf --p12 co-quan.p12", "ký thành scan.sao-y.pdf"],
      [
        "pades dossier copy scan.pdf --form trich-sao --p12 co-quan.p12 --level B-T --tsa http://tsa.example/",
        "có dấu thời gian",
      ],
    ],
  },
  sign: {
    manifest: "với thư mục: danh mục của hồ sơ (mặc định: hoso.json trong thư mục)",
    role: "với thư mục: ký mọi thành phần cần chữ ký của vai trò này mà chưa có",
    seal: "với thư mục: ghi mã băm cuối cùng vào hoso.json và ký xác nhận, khi mọi người đã ký",
    roleOrSeal: "với thư mục, dùng --role để ký hoặc --seal để ký xác nhận danh mục.",
    onlyForFolders: (option) => `${option} chỉ dùng với thư mục.`,
    notForFolders: (option) => `không dùng được ${option} với thư mục.`,
    noManifest: (folder) => `${folder} không có hoso.json; hãy lập bằng: pades dossier init ${folder}`,
    noRole: (role, known) => `danh mục không có vai trò ${role}; chỉ có: ${known}.`,
    notOfRole: (signer, role) => `chứng thư của ${signer} không phù hợp vai trò ${role}.`,
    levelTooLow: (component, level) => `${component} yêu cầu mức ${level}: thêm --level ${level} --tsa URL.`,
    nothing: (role) => `Không thành phần nào cần chữ ký của ${role}.`,
    signed: (component, file) => `Đã ký: ${component} (${file})`,
    done: (component) => `Đã có chữ ký: ${component}`,
    problem: (component, problem) => `${component}: ${problemText(problem)}`,
    notStarted: "chưa ký gì:",
    changed: (component, file) =>
      `${component} (${file}) đã thay đổi trong lúc ký, nên không được ký; hãy kiểm tra tệp rồi chạy lại.`,
    sealed: (manifest, seal) => `Đã ký xác nhận: ${manifest}, ${seal}`,
    notSealed: "chưa ký xác nhận, vì hồ sơ chưa đúng với danh mục:",
  },
};

function problemText(problem: SigningProblem): string {
  switch (problem.reason) {
    case "missing":
      return "thiếu tệp";
    case "other-file":
      return "tệp không phải là tệp ghi trong danh mục";
    case "not-pdf":
      return "tệp không phải PDF";
    case "hash-final":
      return "danh mục đã cố định toàn tệp (sha256), ký thêm sẽ làm thay đổi; hãy dùng original";
    case "waits-for":
      return `${problem.role} phải ký trước`;
    case "signed-later":
      return `${problem.role} phải ký sau nhưng đã ký rồi`;
  }
}
