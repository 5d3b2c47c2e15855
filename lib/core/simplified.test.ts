import { expect, test } from "vitest";
import { simplified } from "./simplified";

test.each([
  ["訂單編號", "订单编号"],
  ["出貨狀態", "出货状态"],
  ["電子郵件", "电子邮件"],
  ["订单号 order", "订单号 order"],
])("%s is looked for as %s", (text, found) => {
  expect(simplified(text)).toBe(found);
});
