"""What is said about files: refusals, events and labels."""

from flask_babel import lazy_gettext as _l

REFUSALS = {
    "attachments.unknown": _l("没有这个文件，或者它已经撤下。"),
    "attachments.heic": _l(
        "这是苹果手机的 HEIC 照片，别的手机多半打不开。请在手机“设置—相机—格式”里选“兼容性最佳”，或者先截图，再发截图。"
    ),
    "attachments.not_photo": _l("只收照片（JPEG、PNG、WebP）。这个文件不是，不论它叫什么名字。"),
    "attachments.not_photo_or_pdf": _l(
        "只收照片（JPEG、PNG、WebP）和 PDF。这个文件不是，不论它叫什么名字。"
    ),
    "attachments.too_large": _l("这个文件太大，每个最多 %(most)s 兆。"),
    "attachments.empty": _l("这个文件是空的。"),
    "attachments.bad_photo": _l("这张照片打不开，可能已经损坏，请重新拍一张。"),
    "attachments.too_many_pixels": _l("这张图片的像素太多，请缩小以后再发。"),
    "attachments.bad_pdf": _l("这个 PDF 不完整，请重新导出。"),
    "attachments.locked_pdf": _l("这个 PDF 加了密，没法检查，请去掉密码再发。"),
    "attachments.active_pdf": _l(
        "这个 PDF 里有会自己运行的东西（脚本、附带的文件或表单）。请用“打印成 PDF”另存一份再发。"
    ),
    "attachments.too_many_at_once": _l("一次最多发 %(most)s 个文件。"),
    "attachments.too_many_here": _l("这里最多放 %(most)s 个文件。"),
    "attachments.too_many_today": _l("您今天发的文件已到上限（%(most)s 个），明天可以再发。"),
    "attachments.too_often": _l("您这一小时发文件的次数太多，请过 %(minutes)s 分钟再发。"),
    "attachments.private_caption": _l(
        "这里会公开，请不要写他人的姓名连同房号、电话或证件号码。改好后请重新选择文件。"
    ),
    "attachments.no_room": _l("本社区存放文件的空间已满，请告诉居委会。"),
}
EVENTS = {
    "attachments.files_attached": _l("附上 %(files)s 个文件（%(subject)s）。"),
    "attachments.file_taken_away": _l("撤下一个文件（%(subject)s）。"),
}
LABELS = {
    "Subject.proposal": _l("议题"),
    "Subject.task_report": _l("进展报告"),
    "Subject.position": _l("立场"),
    "Subject.ballot_paper": _l("纸质选票"),
}
FIELDS = {
    "attachments.files_attached.subject": "Subject",
    "attachments.file_taken_away.subject": "Subject",
}
