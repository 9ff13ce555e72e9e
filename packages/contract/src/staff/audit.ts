import { z } from "zod";
import { millis } from "../fields";
import { staffBrief, staffId, staffListOf, staffPage } from "./common";

/** Everything that the audit log tells of, with its name at the console. */
export const AUDIT_ACTIONS = {
  "auth.login": "登录",
  "auth.fail": "登录失败",
  "auth.logout": "退出",
  "auth.password": "修改自己的密码",
  "auth.totp_begin": "申请动态验证码",
  "auth.totp": "启用动态验证码",
  "account.create": "新建员工",
  "account.update": "修改员工",
  "account.disable": "停用员工",
  "account.enable": "启用员工",
  "account.password": "重置员工密码",
  "account.totp": "重置员工动态验证码",
  "account.revoke": "结束员工会话",
  "account.policy": "修改二次验证要求",
  "view.save": "保存视图",
  "view.remove": "删除视图",
  "report.claim": "认领案件",
  "report.release": "释放案件",
  "report.decide": "处理案件",
  "report.undo": "撤销处理",
  "report.target_time": "修改处理时限",
  "user.act": "处理用户",
  "user.warn": "警告用户",
  "user.limit": "限制用户",
  "user.freeze": "冻结用户",
  "user.lift": "解除处罚",
  "user.reset": "重置用户资料",
  "user.reveal": "查看完整手机号",
  "user.revoke": "结束用户会话",
  "user.live": "修改直播权限",
  "penalty.end": "处罚到期",
  "room.close": "关闭活动",
  "room.reset": "重置活动名称",
  "club.dissolve": "解散圈子",
  "event.delete": "删除日程",
  "feedback.assign": "跟进反馈",
  "feedback.status": "修改反馈状态",
  "feedback.note": "添加反馈备注",
  "feedback.reply": "回复反馈",
  "feedback.report": "反馈转案件",
  "reply.save": "保存常用回复",
  "reply.remove": "删除常用回复",
  "version.create": "新建版本",
  "version.update": "修改版本",
  "version.publish": "发布版本",
  "version.withdraw": "撤回版本",
  "version.remove": "删除版本草稿",
  "notice.create": "新建通知",
  "notice.update": "修改通知",
  "notice.remove": "删除通知",
  "notice.test": "试发通知",
  "notice.send": "发送通知",
  "notice.stop": "停止通知",
} as const;
export type AuditAction = keyof typeof AUDIT_ACTIONS;
const actions = Object.keys(AUDIT_ACTIONS) as [AuditAction, ...AuditAction[]];

/** Search in the audit log; conditions narrow, newest first. */
export const auditSearchInput = staffPage.extend({
  /** Words, all of them in the reason, what was before or after, an id, or the name of staff who did it or had it done. */
  search: z.string().trim().max(100, "搜索内容不能超过100个字").optional(),
  staffId: staffId.optional(),
  action: z.enum(actions, { error: "操作不正确" }).optional(),
  targetType: z
    .string()
    .regex(/^[a-z_]{1,30}$/, "对象类型不正确")
    .optional(),
  targetId: z.string().max(64).optional(),
  from: millis.optional(),
  to: millis.optional(),
});
export type AuditSearch = z.output<typeof auditSearchInput>;

export const auditRow = z.object({
  id: z.string(),
  /** Null: a job or a command did it. */
  staff: staffBrief.nullable(),
  action: z.string(),
  targetType: z.string().nullable(),
  targetId: z.string().nullable(),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  createTime: millis,
});
export const auditList = staffListOf(auditRow);
export type AuditList = z.output<typeof auditList>;
