import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { revocationReason } from "./reasons.ts";

/** Về việc chứng thư chữ ký số có bị thu hồi hay không. */
export const revocation = {
  "certificate-expired-not-revoked": ({ certificate: subject, notAfter }, { time }) => ({
    title: "chứng thư chữ ký số đã hết hạn, không chứng minh được thời điểm ký",
    sentence: `Chứng thư chữ ký số của “${subject}” hết hạn lúc ${time(notAfter)}, đến lúc đó không bị thu hồi; tài liệu không có dấu thời gian hợp lệ trước lúc đó.`,
    action: action.signAgainWithTimestamp,
    missing: `dấu thời gian hợp lệ trước ${time(notAfter)}`,
  }),
  "certificate-revoked": ({ certificate: subject, revokedAt, reason }, { time }) => ({
    title: "chứng thư chữ ký số đã bị thu hồi",
    sentence: `Chứng thư chữ ký số của “${subject}” bị thu hồi lúc ${time(revokedAt)}${because(reason)}; không chứng minh được chữ ký có trước khi thu hồi.`,
    action: action.signAgainWithValidCertificate,
    missing: `dấu thời gian hợp lệ trước ${time(revokedAt)}`,
  }),
  "signed-after-revocation": ({ certificate: subject, revokedAt, timestamp }, { time }) => ({
    title: "chứng thư chữ ký số đã bị thu hồi trước khi ký",
    sentence: `Chứng thư chữ ký số của “${subject}” bị thu hồi lúc ${time(revokedAt)}; dấu thời gian lúc ${time(timestamp)} trong chữ ký cho thấy chữ ký được tạo sau đó.`,
    action: action.tellSuperiorAndSender,
  }),
  "signed-after-expiry": ({ certificate: subject, notAfter, timestamp }, { time }) => ({
    title: "chứng thư chữ ký số đã hết hạn trước khi ký",
    sentence: `Chứng thư chữ ký số của “${subject}” hết hạn lúc ${time(notAfter)}; dấu thời gian lúc ${time(timestamp)} trong chữ ký cho thấy chữ ký được tạo sau đó.`,
    action: action.tellSuperiorAndSender,
  }),
  "ca-certificate-revoked": ({ certificate: subject, revokedAt, reason }, { time }) => ({
    title: "chứng thư CA đã bị thu hồi",
    sentence: `Chứng thư CA “${subject}” bị thu hồi lúc ${time(revokedAt)}${because(reason)}; không chứng minh được chữ ký có trước khi thu hồi.`,
    action: action.signAgainWithValidCertificate,
    missing: `dấu thời gian hợp lệ trước ${time(revokedAt)}`,
  }),
  "certificate-on-hold": ({ certificate: subject, since }, { time }) => ({
    title: "chứng thư chữ ký số đang bị tạm dừng",
    sentence: `Chứng thư chữ ký số của “${subject}” bị tạm dừng từ ${time(since)}; sau đó có thể được khôi phục hoặc bị thu hồi.`,
    action: action.checkAgainAfterSuspension,
    missing: `kết thúc việc tạm dừng chứng thư chữ ký số của “${subject}”`,
  }),
  "revocation-not-fresh": ({ certificate: subject, thisUpdate }, { time }) => ({
    title: "dữ liệu thu hồi đã cũ",
    sentence: `Dữ liệu thu hồi hiện có cho chứng thư chữ ký số của “${subject}” là của ${time(thisUpdate)}, quá cũ để biết từ đó đến nay chứng thư có bị thu hồi hay không.`,
    action: action.checkAgainWithStatus,
    missing: `dữ liệu thu hồi (CRL hoặc OCSP) cho “${subject}” mới hơn ${time(thisUpdate)}`,
  }),
  "revocation-unknown": ({ certificate: subject, thisUpdate }, { time }) => ({
    title: "tổ chức cấp không biết chứng thư chữ ký số này",
    sentence: `Dịch vụ kiểm tra tình trạng của tổ chức cấp trả lời lúc ${time(thisUpdate)} là không biết chứng thư chữ ký số của “${subject}”.`,
    action: action.askTechnicians,
    missing: `tình trạng chứng thư chữ ký số của “${subject}” do tổ chức cấp xác nhận`,
  }),
} satisfies Partial<FindingSentences>;

function because(reason: keyof typeof revocationReason | null): string {
  return reason === null || reason === "unspecified" ? "" : ` (${revocationReason[reason]})`;
}
