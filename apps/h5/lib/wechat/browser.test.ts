import { expect, it } from "vitest";
import { isWechat } from "./browser";

it.each([
  ["Mozilla/5.0 (iPhone) Mobile/15E148 MicroMessenger/8.0.44(0x18002c2f) NetType/WIFI Language/zh_CN", true],
  [
    "Mozilla/5.0 (Linux; Android 13) Chrome/111 MMWEBSDK/2023 MicroMessenger/8.0.40.2420(0x28002837) WeChat/arm64",
    true,
  ],
  ["Mozilla/5.0 (Windows NT 10.0) Chrome/116 MicroMessenger/7.0.20.1781 WindowsWechat/WMPF", true],
  ["Mozilla/5.0 (iPhone) MicroMessenger/7.0.1 Language/zh ColorScheme/Light wxwork/4.1.20", false],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 16_5 like Mac OS X) Version/16.5 Mobile/15E148 Safari/604.1", false],
  ["", false],
])("%s: %s", (userAgent, inWechat) => {
  expect(isWechat(userAgent)).toBe(inWechat);
});
