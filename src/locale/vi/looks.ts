import type { LooksWords } from "../looks-words.ts";

/** Khi chữ ký được hiển thị trên trang. */
export const looks: LooksWords = {
  appearance: "hiển thị chữ ký: tên mẫu có sẵn (như vn-details) hoặc tệp .json chứa mẫu",
  image: "tệp ảnh PNG hoặc JPEG để hiển thị; ghi TÊN=TỆP nếu mẫu có nhiều ảnh",
  value: "nội dung điền vào mẫu, ví dụ number=125/QĐ-UBND",
  page: "trang đặt chữ ký, tính từ 1",
  box: "vị trí trên trang, tính bằng point từ góc dưới bên trái: x,y,rộng,cao",
  corner: "đặt ở góc trang: top-left, top-right, bottom-left, bottom-right",
  over: "đặt trùm lên phần bên trái của chữ ký đã có, theo tên trường chữ ký",
  size: "rộng,cao tính bằng point, dùng với --corner hoặc --over: kích thước thật của con dấu (36 mm là 102)",
  onlyForFiles: (option) => `${option} chỉ dùng khi ký một tệp, không dùng cho thư mục.`,
  needsAppearance: (option) => `${option} phải đi cùng --appearance (tên mẫu hoặc tệp .json).`,
  noSuchPreset: (name, presets) =>
    `Không có mẫu hiển thị "${name}". Hãy chọn một trong các mẫu ${presets}, hoặc chỉ ra tệp .json.`,
  badTemplate: (path, reason) => `${path} không phải là mẫu hiển thị chữ ký hợp lệ: ${reason}`,
  whichImage: (file, names) =>
    names === ""
      ? `${file}: mẫu hiển thị này không có ảnh.`
      : `${file}: hãy ghi rõ đây là ảnh nào, dạng TÊN=TỆP (${names}).`,
  badValue: "--value cần có dạng TÊN=NỘI DUNG, ví dụ number=125/QĐ-UBND.",
  badPage: "--page cần một số trang, tính từ 1.",
  onePlace: "Chỉ dùng một trong các tùy chọn --box, --corner, --over.",
  badCorner: "--corner cần là top-left, top-right, bottom-left hoặc bottom-right.",
  badBox: "--box cần x,y,rộng,cao tính bằng point, ví dụ 320,90,240,64.",
  badSize: "--size cần rộng,cao tính bằng point, ví dụ 102,102, dùng với --corner hoặc --over.",
};
