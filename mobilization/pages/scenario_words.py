"""The words on the pages of scenarios and norms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from mobilization.rules.scenarios.drivers import Driver
from mobilization.rules.scenarios.norms import Mark, NormGroup

DRIVERS = {
    Driver.PEOPLE: _("Số người cần giúp"),
    Driver.VULNERABLE: _("Người dễ bị tổn thương"),
    Driver.MODE: _("Cách đi"),
    Driver.KM: _("Quãng đường một chiều"),
    Driver.HOURS: _("Thời gian cho phép"),
    Driver.DAYS: _("Số ngày"),
    Driver.CURRENT: _("Dòng chảy, sóng"),
    Driver.DEPTH_CM: _("Độ sâu ngập"),
    Driver.FLOODED_HA: _("Diện tích cần bơm"),
    Driver.WALL_M: _("Tường bao cát cần đắp"),
    Driver.SHIPS: _("Tàu thuyền vào tránh"),
    Driver.WEAK_HOUSES: _("Nhà yếu"),
    Driver.DEBRIS_M3: _("Đất đá phải dọn"),
    Driver.BURIED: _("Người bị vùi lấp"),
    Driver.BLOCKED_M: _("Đường bị tắc"),
    Driver.CUT_OFF_HAMLETS: _("Bản bị cô lập"),
    Driver.BURNING_HA: _("Diện tích cháy"),
    Driver.FIRE_DANGER: _("Cấp dự báo cháy rừng"),
    Driver.STEEP: _("Địa hình"),
    Driver.WATER_KM: _("Khoảng cách đến nguồn nước"),
    Driver.FIRES: _("Số đám cháy"),
    Driver.FLOORS: _("Số tầng"),
    Driver.TRAPPED: _("Người mắc kẹt"),
    Driver.AREA_M2: _("Diện tích sập"),
    Driver.OIL_TONNES: _("Lượng dầu tràn"),
    Driver.SHORE_KM: _("Bờ bị dầu"),
    Driver.MOUTH_M: _("Bề rộng cửa sông"),
    Driver.SHIP_M: _("Chiều dài tàu"),
    Driver.CASES: _("Số ca bệnh"),
    Driver.HOUSEHOLDS: _("Hộ cách ly"),
    Driver.ABOARD: _("Người trên tàu"),
    Driver.SEA_MILES: _("Cách bờ"),
    Driver.ALARM_MINUTES: _("Thời gian báo động"),
}
DRIVER_CHOICES = {
    Driver.MODE: {1: _("Đường bộ"), 2: _("Đường thủy")},
    Driver.CURRENT: {1: _("Lặng, chảy chậm"), 2: _("Chảy xiết, sóng lớn hoặc ban đêm")},
    Driver.FIRE_DANGER: {
        1: _("Cấp I – thấp"),
        2: _("Cấp II – trung bình"),
        3: _("Cấp III – cao"),
        4: _("Cấp IV – nguy hiểm"),
        5: _("Cấp V – cực kỳ nguy hiểm"),
    },
    Driver.STEEP: {1: _("Thoải"), 2: _("Dốc")},
}
TOTALS = {
    "trips": _("Số chuyến"),
    "shelter_m2": _("Sàn có mái (m2)"),
    "water_l": _("Tổng lượng nước (lít)"),
    "drinking_l": _("Trong đó nước uống (lít)"),
    "taps": _("Vòi nước"),
    "toilets": _("Nhà vệ sinh"),
    "crews": _("Số tổ, đội"),
}
NORM_GROUPS = {
    NormGroup.LIVING: _("Ăn, uống, sinh hoạt"),
    NormGroup.SHELTER: _("Nơi trú"),
    NormGroup.CARRYING: _("Chở người"),
    NormGroup.RESCUE: _("Cứu hộ, chữa cháy"),
    NormGroup.WORKS: _("Máy móc, vật liệu"),
    NormGroup.HEALTH: _("Y tế, vùng nguy hiểm"),
    NormGroup.FUEL: _("Nhiên liệu, điện"),
    NormGroup.SHARES: _("Mức ảnh hưởng theo cấp"),
    NormGroup.EXTENT: _("Quy mô sự cố theo cấp"),
}
NORM_GROUP_USES = {
    NormGroup.FUEL: _("lập phương án: xuồng phải có người lái, máy phát phải có dầu"),
    NormGroup.SHARES: _("đối chiếu kho của xã với mức cần theo cấp rủi ro"),
    NormGroup.EXTENT: _("đối chiếu kho của xã với mức cần theo cấp rủi ro"),
}
NORM_MARKS = {
    Mark.SOURCE: _("có nguồn"),
    Mark.PRACTICE: _("thông lệ, cần đối chiếu"),
    Mark.ASSUMED: _("giả định lập kế hoạch"),
    Mark.OWN: _("định mức của tỉnh"),
}
