import { randomInt } from "node:crypto";
import { isObject } from "../body";
import type { Deps } from "../deps";
import type { AliyunAction, Params } from "./aliyun/gateway";

/**
 * Aliyun's `SendSms`: numbers, sign, template and its variables are checked as the product does, and refused in a 200
 * answer by an `isv.` code. Sources: help.aliyun.com/document_detail/419273.html (parameters) and 101346 (codes).
 * The product's limits a number (1 a minute, 5 an hour, 10 a day) are left to POST /inspect/fault.
 */
export function aliyunSms({ credentials, clock, records }: Deps): AliyunAction {
  function check(params: Params): [code: string, message: string] | undefined {
    const numbers = (params.PhoneNumbers ?? "").split(",");
    if (numbers.length > 1000) return ["isv.MOBILE_COUNT_OVER_LIMIT", "手机号码数量超过限制，最多支持1000条"];
    if (numbers.some((number) => parseNumber(number) === undefined))
      return ["isv.MOBILE_NUMBER_ILLEGAL", "手机号码格式错误"];
    if (params.SignName !== credentials.ALIYUN_SMS_SIGN_NAME)
      return ["isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名"];
    if (params.TemplateCode !== credentials.ALIYUN_SMS_TEMPLATE_CODE)
      return ["isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板"];
    if (!params.TemplateParam) return ["isv.TEMPLATE_MISSING_PARAMETERS", "模板变量缺少对应参数值"];
    const variables = parseJson(params.TemplateParam);
    if (!isObject(variables) || Object.values(variables).some((value) => typeof value !== "string"))
      return ["isv.INVALID_JSON_PARAM", "参数格式错误，不是合法的JSON格式"];
    if (typeof variables.code !== "string") return ["isv.TEMPLATE_MISSING_PARAMETERS", "模板变量缺少对应参数值"];
    // The template's variable is of the kind 验证码: 4 to 6 letters or digits.
    if (!/^[A-Za-z0-9]{4,6}$/.test(variables.code))
      return ["isv.TEMPLATE_PARAMS_ILLEGAL", "传入的变量内容和实际申请变量类型所属属性不配"];
    return undefined;
  }

  return {
    target: "sms",
    name: "SendSms",
    version: "2017-05-25",
    host: "dysmsapi.aliyuncs.com",
    required: ["PhoneNumbers", "SignName", "TemplateCode"],
    run(params) {
      const refused = check(params);
      if (refused) return { body: { Code: refused[0], Message: refused[1] }, outcome: refused[0] };
      const BizId = `${randomInt(1e8, 1e9)}${clock.now().getTime()}^0`;
      return { body: { BizId, Code: "OK", Message: "OK" }, outcome: "ok" };
    },
    keep(params, outcome) {
      const time = clock.now().getTime();
      const variables = parseJson(params.TemplateParam ?? "");
      const code = isObject(variables) && typeof variables.code === "string" ? variables.code : null;
      const templateParam = variables ?? params.TemplateParam ?? null;
      for (const number of (params.PhoneNumbers ?? "").split(","))
        records.sms.add({ mobile: parseNumber(number) ?? number, code, templateParam, time, outcome });
    },
  };
}

const mainland = /^(?:\+86|0086|86|\+)?(1[3-9]\d{9})$/;

/**
 * A recipient as the product takes it: a mainland number with or without `+86`, `0086`, `86` or `+`, which comes out as
 * its 11 digits; else country code and number, digits only. Undefined for anything else.
 */
export function parseNumber(text: string): string | undefined {
  const national = mainland.exec(text)?.[1];
  if (national) return national;
  return /^(?!86)[1-9]\d{6,14}$/.test(text) ? text : undefined;
}

/** Whether a kept number is the one somebody asks for, in whichever form; of a foreign one the end is enough. */
export function isNumber(kept: string, asked: string): boolean {
  const digits = asked.replace(/\D/g, "").replace(/^00/, "");
  const wanted = parseNumber(digits) ?? digits;
  return kept === wanted || kept === asked || (wanted.length >= 5 && !mainland.test(kept) && kept.endsWith(wanted));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
