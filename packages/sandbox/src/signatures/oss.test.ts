import { expect, it } from "vitest";
import { signOssV1 } from "./oss-v1";
import { signOssV4 } from "./oss-v4";

it("V1 signatures are those of the vendor's example", () => {
  const headers = {
    "content-md5": "ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=",
    "content-type": "text/html",
    "x-oss-meta-author": "foo@bar.com",
    "x-oss-magic": "abracadabra",
    host: "oss-example.oss-cn-hangzhou.aliyuncs.com",
  };
  const call = { method: "PUT", bucket: "oss-example", key: "nelson", query: [], headers };
  const { signature } = signOssV1(call, "Thu, 17 Nov 2005 18:49:58 GMT", "OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV");
  expect(signature).toBe("26NBxoKdsyly4EDv6inkoDft/yA=");
});

it("V4 signatures are those that the vendor's SDKs test for", () => {
  const headers = { "x-oss-head1": "value", abc: "value", "content-type": "application/octet-stream" };
  const query: [string, string][] = [
    ["param1", "value1"],
    ["+param1", "value3"],
    ["|param1", "value4"],
    ["+param2", ""],
    ["|param2", ""],
    ["param2", ""],
    ["x-oss-signature-version", "OSS4-HMAC-SHA256"],
    ["x-oss-date", "20231217T025437Z"],
    ["x-oss-expires", "599"],
    ["x-oss-credential", "ak/20231217/cn-hangzhou/oss/aliyun_v4_request"],
  ];
  const call = { method: "PUT", bucket: "bucket", key: "1234+-/123/1.txt", query, headers };
  const credential = { accessKeyId: "ak", date: "20231217", region: "cn-hangzhou" };
  expect(signOssV4(call, credential, "20231217T025437Z", "sk").signature).toBe(
    "a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe",
  );
});
