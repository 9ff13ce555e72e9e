/** Numbers that the wire uses, by name. Docs: docs/api. */

export const ClientType = { web: 0, ios: 1, android: 2 } as const;
export type ClientType = (typeof ClientType)[keyof typeof ClientType];

/** Account states; 0 (profile not initialised) is derived, the others are stored. */
export const AccountState = { deleted: -99, frozen: -2, limited: -1, uninitialised: 0, normal: 1 } as const;
export type AccountState = (typeof AccountState)[keyof typeof AccountState];

export const OriginPushType = { system: 0, official: 1, user: 2 } as const;
export type OriginPushType = (typeof OriginPushType)[keyof typeof OriginPushType];

export const MessageType = { attach: -1, alert: 0 } as const;
export type MessageType = (typeof MessageType)[keyof typeof MessageType];

/** Kinds of a silent push. */
export const AttachType = { dialog: 1, logout: 2, newMessage: 3 } as const;
export type AttachType = (typeof AttachType)[keyof typeof AttachType];

export const RoomRole = { audience: 0, speaker: 1, host: 2 } as const;
export type RoomRole = (typeof RoomRole)[keyof typeof RoomRole];

/** 0 more than 30 minutes ahead, 1 within 30 minutes either side, 2 later. */
export const EventTimeStatus = { ahead: 0, near: 1, past: 2 } as const;
export type EventTimeStatus = (typeof EventTimeStatus)[keyof typeof EventTimeStatus];

export const OriginFeedbackType = { app: 0, room: 1 } as const;
export const FeedbackType = { default: 0, bug: 1, ui: 2, content: 3, request: 4 } as const;

export const OriginReportType = { user: 1, room: 2 } as const;
export const ReportReasonType = { illegal: 1, porn: 2, violence: 3, advertising: 4, other: 5 } as const;

export const IMAGE_DIRS = ["avatar", "cover", "room", "feedback"] as const;
export type ImageDir = (typeof IMAGE_DIRS)[number];
