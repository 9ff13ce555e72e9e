import { watchImages } from "./images";
import { bindOpenButton } from "./open-app";
import { readData } from "./read-data";
import { keepTimes } from "./times";
import { setUpWechat } from "./wechat";

/**
 * The script of every shared page, and the only one of ours: WeChat's JS-SDK and share cards, opening the app, times in
 * the visitor's zone. The pages are complete without it.
 */
watchImages();
keepTimes();
bindOpenButton();
const data = readData();
if (data) setUpWechat(data);
