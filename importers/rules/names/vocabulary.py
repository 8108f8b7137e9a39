"""The words that head the columns of such tables, and the role each gives its column."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from importers.rules.texts.words import accent_key, fold_key, without_punctuation


class Role(StrEnum):
    """What the cells of a column are."""

    ORDER = "order"
    ITEM = "item"
    UNIT = "unit"
    QUANTITY = "quantity"
    PLACE = "place"
    HOLDER = "holder"
    PHONE = "phone"
    LOCATION = "location"
    CONDITION = "condition"
    NOTE = "note"
    PLATE = "plate"
    CAPACITY = "capacity"
    DRIVER = "driver"
    YEAR = "year"
    AGREEMENT = "agreement"
    DATE = "date"
    EXPIRY = "expiry"  # the last day of goods
    NEED = "need"
    PRICE = "price"
    BROKEN = "broken"
    GOOD = "good"
    TOTAL = "total"
    PERIOD = "period"
    PHASE = "phase"
    PEOPLE = "people"
    STRENGTH = "strength"
    FLOW = "flow"
    IDENTITY = "identity"
    GENDER = "gender"  # the men or women among those a column beside it counts


# Tried in this order; patterns are matched against the folded words without punctuation.
_PATTERNS: tuple[tuple[Role, str], ...] = (
    (Role.ORDER, r"(?:s ?t ?t|tt|so tt|so thu tu|thu tu)"),
    (Role.NEED, r".*\b(?:nhu cau|can bo sung|bo sung|con thieu|thieu|dinh muc|chi tieu|de nghi|de xuat|du kien mua|can co|phai co|can trang bi|can mua|can them|mua sam)\b.*|(?:quan so |so luong |so nguoi |so )?(?:theo )?bien che(?! (?:hien co|thuc te)).*|(?:so luong |sl |so )can(?: .*)?|(?:so luong |sl |so |khoi luong |muc )?(?:theo |duoc )?(?:ke hoach|kh|quy dinh|tieu chuan|yeu cau|muc tieu|du kien|toi thieu|chua co|chua trang bi|can cap|cap them|xin cap|trang bi them|kien nghi|dang ky(?: mua| cap| bo sung))(?: (?!thuc hien|va ).*)?"),
    (Role.PRICE, r".*\b(?:don gia|thanh tien|gia tri|nguyen gia|kinh phi|gia ban|gia tham khao)\b.*|gia|so tien|(?:trieu|nghin|ngan|ty) dong|dong|t tien"),
    (Role.BROKEN, r"(?:trong do )?(?:so luong |so |da |bi )?(?:hong|hu hong|hu|khong su dung duoc|can thanh ly|thanh ly|can sua chua|xuong cap|kem|xau|kem pham chat)(?: \w+)?(?: (?:cho|can|da|de nghi) (?:thanh ly|sua chua|sua|huy))?|(?:so luong |so |da |bi )?mat(?: mat)?"),
    (Role.GOOD, r"(?:trong do )?(?:so luong )?(?:con |su dung |hoat dong |dang )?(?:tot|su dung|sd|sd duoc|sd tot|su dung duoc|dung duoc|trung binh|tb|kha|hoat dong)"),
    (Role.QUANTITY, r"(?:so luong|sl|hien co)(?: va)? (?:tinh trang|chat luong|hien trang)"),
    (Role.CONDITION, r".*\b(?:tinh trang|chat luong|pham chat|pham cap|hien trang|phan cap)\b.*"),
    (Role.UNIT, r"(?:d ?v ?t|don vi tinh|dv tinh|dvi tinh|d vi tinh|dv do|don vi do|don vi dem|dv dem|tinh bang)"),
    (Role.HOLDER, r"(?!.*\b(?:lai xe|tai xe|lien he)\b)(?:ten |ho (?:va )?ten )?(?:chu (?:phuong tien|xe|tau|so huu|ho|may|tai san)|don vi quan ly|nguoi quan ly|co so|ho va ten|ho ten)\b.*\b(?:dien thoai|sdt|so dt|dt)\b.*"),
    (Role.PHONE, r".*\b(?:dien thoai|sdt|so dt|dt lien he|di dong|so may|dt dd|dtdd)\b.*|lien he|dt|fax|hotline|zalo"),
    (Role.PLATE, r".*\b(?:bien so|bien kiem soat|bks|so dang ky|bien dang ky|so hieu|bien ks)\b.*"),
    (Role.QUANTITY, r"(?:so luong |sl |so lieu |hien co |thuc luc )?(?:ky|nam|quy|thang) nay|(?:so luong |sl |so lieu )?ky bao cao"),
    (Role.FLOW, r"(?:so luong |sl |so lieu |hien co |thuc luc )?(?:ky|nam|quy|thang) truoc"),
    (Role.YEAR, r"nam (?:sx|san xuat|su dung|trang bi|cap|mua|dong|che tao|sinh)(?: .*)?|nam(?: [a-z]+){0,3}"),
    (Role.PERIOD, r"(?:(?:quan so|so nguoi|luc luong|so lieu|hien co|den|tong so)(?: den)? ?)?(?:nam )?20\d\d|(?:tinh )?(?:den )?(?:ngay )?\d{1,2} \d{1,2} 20\d\d"),
    (Role.PHASE, r"(?:so luong |sl |so lieu |ton |hien co |co |cuoi |den )*(?:thang |quy |t ?|q ?)(?:0?[1-9]|1[0-2]|i{1,3}|iv)(?: (?:nam )?20\d\d)?|(?:[369]|0[369]|12) thang(?: dau nam| cuoi nam)?(?: (?:nam )?20\d\d)?|(?:so luong |sl |so |hien co |co |con |ton )*(?:truoc|trong|sau) (?:khi co |khi |con |mua |dot |tran )*(?:bao|lu|mua|lut|thien tai|bao lu|mua lu|mua bao|lu lut|ap thap nhiet doi)(?: lut)?(?: so \d{1,2})?(?: (?:nam )?20\d\d)?"),
    (Role.CAPACITY, r"khoi luong (?:1|mot|moi|tung|rieng|ban than) .*|(?!ten |chung loai).*\b(?:trong tai|so cho|so nguoi cho|suc cho|tai trong|cong suat|suc chua|dung tich|thong so|quy cach|suc keo|kich thuoc|so tang|so phong|so giuong|so lop|dien tich|cao do|chieu dai|chieu rong|chieu cao|do sau|khoang cach|cu ly|luu luong|kha nang chua|kha nang tiep nhan|so hoc sinh|(?:so )?thuyen vien|so lao dong|dinh bien|tuoi tho|toa do|kinh do|vi do)\b.*"),
    (Role.IDENTITY, r"(?:so )?(?:cccd|cmnd|cmt|can cuoc|chung minh nhan dan|dinh danh|tai khoan|gplx|giay phep lai xe|ho chieu|bhxh)(?: .*)?|(?:chuc vu|chuc danh|cap bac)(?: .*)?|so (?:khung|may|the|quyet dinh|hop dong)(?: .*)?|(?:ma so|mst|ma)(?! (?:(?:so|hang) )?(?:va )?ten\b)(?: .*)?|(?:so )?trang(?: so)?|so to"),
    (Role.FLOW, r"(?:(?:tong )?so )(?:thon|xa|phuong(?! tien| an| phap)|to dan pho|tdp|khu pho|khu dan cu|xom)(?: .*)?|(?:ty le|ti le|dat ty le|phan tram|tang them|so sanh|so voi|chenh lech|tang giam|muc do dap ung|dap ung|binh quan|trung binh moi|trung binh xa)(?: .*)?|(?:so luong |sl |tong |so )?(?:ton dau|dau ky|dau nam|nhap|xuat|phat sinh|(?:tang|giam)(?= trong| so| nam|$)|da (?:cap|su dung|dung|xuat|phat|nhap|tieu hao)|duoc cap|cap phat|su dung trong|tieu hao|nhan ve)(?: .*)?"),
    (Role.DRIVER, r".*\b(?:nguoi lai|lai xe|tai xe|nguoi dieu khien|nguoi van hanh|thuyen truong|nguoi su dung)\b.*"),
    (Role.STRENGTH, r"(?:sq|qncn|hsq bs|hsq|bs|hsqbs|si quan|quan nhan chuyen nghiep|ha si quan.*|cnvqp|cnvcqp|vcqp|quan so)"),
    (Role.PEOPLE, r"(?:tong )?(?:so )?(?:ho|khau|nhan khau|so nguoi di doi|nguoi gia|tre em|khuyet tat|phu nu mang thai|nguoi gia tre em|dan so|so dan|(?<=tong )dan)|so ho dan|so nhan khau|(?:tong )?(?:so )?(?:ho|nguoi|dan|khau|nhan khau)(?: [a-z]+)* (?:bi|anh huong|phai|nguy co|di doi|so tan|chia cat|co lap)(?: .*)?|trong do (?:nguoi gia|phu nu mang thai|nguoi khuyet tat)(?: .*)?|(?:so )?nha (?:dan )?(?:bi|ngap|anh huong|nguy co)(?: .*)?"),
    (Role.HOLDER, r".*\b(?:quan ly|chu phuong tien|ho va ten|ho ten|chu so huu|chu ho|ten chu(?!ng)|phu trach|don vi giu|dai dien|ten co so|ten doanh nghiep|ten cua hang|so huu|chu tai san|to chuc ca nhan|don vi cung ung|nha cung cap|dau moi|don vi bao quan|nguoi giu|chu xe|chu tau|chu may|co quan don vi|don vi ca nhan|chi huy|doi truong|to truong)\b.*"),
    (Role.LOCATION, r".*\b(?:dia diem|noi bo tri|noi de|noi cat|noi luu|vi tri|dia chi|noi dat|bo tri tai|noi o|diem tap ket|noi du tru|noi bao quan|noi tap ket|dia ban|noi dong quan|cho de|noi neo dau|kho bao quan|kho luu tru|noi dat)\b.*|(?:ten )?(?:thon|tdp|to dan pho|khu dan cu|kdc|thon tdp|thon to dan pho|thon to|khu pho|ban(?! nganh| chi huy| chqs| quan ly)|xom|thon ban|thon khu pho)(?: .*)?|noi(?: co)?|kho"),
    (Role.QUANTITY, r"(?:so luong|sl|khoi luong)(?: co the| da| ky| duoc)?(?: cam ket| huy dong| hop dong| ky ket| cung ung)(?: .*)?"),
    (Role.AGREEMENT, r".*\b(?:hd huy dong|hop dong|cam ket|thoa thuan|hd nguyen tac|kha nang huy dong|san sang huy dong|huy dong)\b.*"),
    (Role.EXPIRY, r".*\b(?:han su dung|han dung|han sd|hsd)\b.*|(?:ngay|thang|thoi diem) het han(?: (?!dang kiem|kiem dinh|bao hiem|luu hanh|giay phep).*)?"),
    (Role.QUANTITY, r"(?:so luong |sl |so )?(?:hien co|thuc co|co|co mat|ton kho|ton|hien con|con lai|con|so luong|sl)(?: tinh)? (?:den|tai|vao)(?: het)? (?:ngay|thoi diem)\b.*"),
    (Role.QUANTITY, r"(?:so lieu |con so )?(?:tinh )?(?:tai|den) thoi diem (?:bao cao|kiem ke|thong ke|ra soat|tong hop|lap bieu)"),
    (Role.DATE, r".*\b(?:thoi gian|ngay|thoi han|thoi diem)\b.*"),
    (Role.NOTE, r".*ghi chu.*|nguon(?: (?!luc$).*)?|gc|g c|y kien|danh gia|nhan xet|khac|vuong mac|trang tinh|o"),
    (Role.QUANTITY, r"(?:tong )?(?:so luong|sl|s l|s luong|khoi luong|so lg)(?: \w+){0,3}|(?:so )?(?:hien co|thuc co|ton kho|hien tai|hien dang co|dang co|hien con|con lai|ton cuoi|cuoi (?:ky|nam|quy)|hien huu)(?: .*)?|(?:so luong |so lieu |sl )(?:da )?chot(?: (?:den|ngay|cuoi|lan|thang|tinh)(?: .*)?)?|so (?:da chot|chot (?:den|ngay|cuoi|lan|thang|tinh)(?: .*)?)|(?:so luong |sl |so )?(?:thuc hien|th|thuc te|da co|da du tru|san co|co san|da thuc hien|da trang bi|da chuan bi|dang quan ly)(?: .*)?|(?:ton|co|so luong|sl|so co)(?: tinh)?(?: den)? \d[\d ]*|(?:co|ton|so luong|sl)(?: tinh)? den .*|(?:(?:ton|co|con|so luong|sl) )?hien nay|co mat(?: .*)?|(?:so luong |sl )?(?:theo )?kiem ke(?: .*)?|(?:tong )?luong(?: co| hien co| ton| thuc te| du tru| luu kho)?|con(?: (?:lai )?(?:trong|o|tai) kho(?: .*)?| giu)?|(?:tong so |so )?co|tru luong|so con su dung|chuan bi|(?:so )?ton|so nguoi|so cai|so chiec|so co so|so bo|so xe|so nha|so diem|so cong trinh|thuc luc|luc luong hien co|so luong nguoi|du tru|so du tru|(?:so lieu|con so)(?: hien co| thuc te)?|(?:quan so|so nguoi)(?: bien che)? (?:hien co|co mat|thuc te|thuc co)"),
    (Role.QUANTITY, r"tong (?:so |cong )?(?:co |hien co )?(?:den |den het |cuoi )?(?:nam )?20\d\d"),
    (Role.TOTAL, r"(?:tong cong|cong|tong|tc|t cong|tong so|(?:tong |cong )?toan (?:tinh|xa|phuong|huyen|khu vuc|vung|cum|mien)|cong chung|tong chung|cong tong|tong hop|(?:tong|cong) (?:quan so|luc luong|so nguoi|phuong tien|so phuong tien))"),
    (Role.PLACE, r"(?:ten )?(?:xa|phuong|xa phuong.*|phuong xa.*|dia phuong|don vi hanh chinh|ten don vi|don vi xa.*|huyen.*|don vi cap xa|cac xa.*|xa thi tran.*|ten xa.*|ten dia phuong)"),
    (Role.ITEM, r".*\b(?:danh muc|chung loai|mat hang|hang muc|loai phuong tien|loai vat tu|loai trang thiet bi|ten vat tu|ten phuong tien|ten trang|ten thiet bi|ten hang|ten tai san|ten luc luong|hang hoa|ten goi|noi dung|dien giai|phuong tien vat tu|vat tu phuong tien|trang thiet bi vat tu|loai hinh|loai tai san|loai xe|nhu yeu pham|ten cong cu)\b.*|(?:ten )?nguon luc|ten|loai|vat tu|phuong tien|trang thiet bi|luc luong|ten(?: va)? quy cach(?: .*)?|ten(?: cac)? loai|(?:ten |loai |cac )?(?:vat chat|trang bi|trang thiet bi|phuong tien trang bi|trang bi phuong tien|trang bi vat tu|vat tu (?:trang )?thiet bi|phuong tien (?:trang )?thiet bi|vttb|vt ttb|ttb|luong thuc thuc pham|nguon luc)(?: ky thuat)?|(?:ten )?(?:thanh phan|luc luong)(?: luc luong| tham gia)?|tai san|thiet bi|dung cu"),
)  # fmt: skip
# "Số lượng/thôn", "SL cho mỗi đội": a norm, whatever stands in the brackets.
_PER_ONE = re.compile(
    r"^(?:so luong|sl|s luong|hien co|dinh luong) ?(?:/|cho (?:0?1|mot|moi|tung)|tren (?:0?1|mot|moi)|moi|tung|tinh cho) ?(?:0?1 |mot |moi )?(?:thon|xa|phuong|to|doi|nguoi|ho|diem|tdp|cum|ban)\b"
)
# "Gạo bình quân (kg/người)": how much for each, not how much there is.
_RATE = re.compile(r"\bbinh quan\b|\([^()]*/ ?(?:0?1 )?(?:nguoi|ho|khau|dau nguoi|nguoi/ngay|ngay|thang)\)")
# Folded, corrugated iron is what is left ("tồn"), with its accents it is not.
_NO_HEADS = frozenset({"tôn"})
# Folded, what is needed ("cần") is a can.
_NEEDED = frozenset({"cần", "số cần", "cần thêm", "cần có"})
# Folded, teams and quarters ("số tổ") are the number of a page ("số tờ").
_GROUPS = frozenset({"số tổ", "tổng số tổ"})
# Folded, the year of a model ("đời") is a team ("đội").
_YEARS = frozenset({"đời", "đời xe", "đời máy", "đời phương tiện", "đời tàu", "đời (năm)"})
# What there is now, of what was, came or should be.
PRESENT = re.compile(
    r"\b(?:hien co|thuc co|hien tai|hien nay|ton kho|con lai|hien con|ton cuoi|cuoi (?:ky|nam|quy)|thuc te|kiem ke|da co(?= *$| (?:tai|o|den) )|(?:so lieu|so luong|sl) (?:da )?chot|so (?:da chot|chot (?:den|ngay|cuoi|lan|thang|tinh)))\b"
)
_BARE_HEADS = frozenset({"don vi", "ten"})
_NAMES_OF = re.compile(r"ten (?:hoi|doan|don|tram|hat|doi|to|ben|kho)(?: \w+){0,3}")  # "Tên Hội cơ sở"
_BRACKETS = re.compile(r"\([^()]*\)")
_TOTAL_ROW = re.compile(
    r"^(?:[ivx\d.\s]*)(?:tổng cộng|tổng số|tổng (?:sức chứa|số lượng|khối lượng|quân số|công suất|trọng tải|diện tích)|tc|t\.c|tổng hợp chung|tổng toàn \w+|tổng|cộng|toàn (?:xã|tỉnh|huyện|phường|khu vực|vùng|cụm|miền|địa bàn)|cả (?:vùng|khu vực|cụm|miền|(?:\d+|hai|ba|bốn|năm) (?:xã|phường|thôn|địa phương|đơn vị))|tong cong|tong so|tong|"
    r"cộng chung|cộng dồn|cong|(?:(?:tổng )?cộng |số )?(?:(?:từ |của )?trang (?:trước|\d+) )?(?:mang|chuyển) (?:sang|qua|đến)|(?:mang|chuyển) (?:từ )?trang trước(?: (?:mang |chuyển )?(?:sang|qua))?|(?:số |(?:tổng )?cộng )?trang trước|cộng (?:chuyển )?trang|chuyển trang|l[ũu][ỹy] kế)(?:\s*(?:[:.(\-–+].*|năm \d{4}|(?:tp|tx|tt|h)\b\.? ?.*|(?:thành phố|thị xã|thị trấn|đặc khu|huyện|xã|phường|thôn|tdp|tổ dân phố|khu vực|cụm|vùng|miền|nhóm|mục|phần|bảng|biểu|huyen|xa|phuong|khu vuc|cum|vung|nhom|muc)(?: .*)?|toàn .*|cả .*|các .*|[ivx]+|[a-d]|\d+(?: (?:xã|phường|thôn|đơn vị|địa phương|tdp|kho|loại|mục|khoản|hộ|huyện|cụm|vùng|khu vực|nhóm))?|chung|số|lực lượng.*))?$"
)
_CARRIED = re.compile(r"\b(?:mang|chuyển) (?:sang|qua|đến)\b|\btrang trước\b")
# What a group of a list is headed by where nothing else stands in its row.
_PILLAR = re.compile(
    r"(?:(?:ve )?(?:luc luong|nhan luc|phuong tien|vat tu|trang bi|trang thiet bi|thiet bi|dung cu|vat chat|hau can|nhu yeu pham|luong thuc|thuc pham|nhien lieu|thuoc|y te|cong trinh)(?: ?[,va;-]* ?| tai cho$|$))+"
)
_SIGNATURE = re.compile(
    r"^(?:người lập|người tổng hợp|người báo cáo|người kê khai|cán bộ lập|thủ trưởng|nơi nhận|tm\.|kt\.|tl\.|tuq\.|q\.|trưởng ban|phó trưởng ban|chủ tịch|phó chủ tịch|"
    r"chánh văn phòng|trưởng phòng|chỉ huy trưởng|xác nhận của|phê duyệt|duyệt|lập biểu|người duyệt|kế toán|đại diện|nguoi lap|thu truong|noi nhan|truong ban|chu tich|t/m|k/t)"
)
_DITTO_WORDS = frozenset({"nt", "n t", "nhu tren", "tren", "nhu tren nt"})
_DITTO_MARKS = frozenset({'"', "''", "//", "〃", "″", "”", "“", "-//-", "- // -", "\\\\", '-"-', "'", "/ /", '"-', "”-", "ˮ"})  # fmt: skip
# A figure, or a letter that none of these words has: seen at once, where a long list asks of every cell.
_NO_DITTO = re.compile(r"[0-9A-DF-GI-MO-QSV-Za-df-gi-mo-qsv-z]")
# Headers right of the names: "Tên | Chủng loại".
_KINDS = re.compile(
    r"(?:chung |phan )?loai|kieu(?: loai)?|quy cach(?: va)? chung loai|chung loai(?: va)? quy cach"
)
_PAGE = re.compile(r"^\W*(?:trang|tờ)(?:\s*số)?\s*:?\s*\d+(?:\s*/\s*\d+)?\W*$", re.IGNORECASE)
_DATE_LINE = re.compile(r",\s*ngày\s*[\d….]*\s*tháng", re.IGNORECASE)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    """Return the patterns, made at the first list that is read: a server starts without them."""
    return tuple((role, re.compile(f"^(?:{pattern})$")) for role, pattern in _PATTERNS)


@lru_cache(maxsize=16_384)
def role_of(text: str) -> Role | None:
    """Return the role a header text gives its column, or None where the words are none of the known ones."""
    if "%" in text and not any(char.isdigit() for char in text):
        return Role.FLOW
    if _PER_ONE.match(fold_key(text)) or _RATE.search(fold_key(text)):
        return Role.FLOW
    if accent_key(text).strip(" .:") in _NEEDED:
        return Role.NEED
    if accent_key(text).strip(" .:") in _GROUPS:
        return Role.FLOW
    if accent_key(text).strip(" .:") in _YEARS:
        return Role.YEAR
    plain = without_punctuation(fold_key(_BRACKETS.sub(" ", text)))
    if not plain:
        plain = without_punctuation(fold_key(text))
    if not plain or len(plain) > 60 or accent_key(text).strip() in _NO_HEADS:
        return None
    for role, pattern in _rules():
        if pattern.match(plain):
            return role
    return None


@lru_cache(maxsize=65_536)
def is_total_label(text: str) -> bool:
    """Return whether a label opens a row or column of totals; "Công an" and "công nông" do not."""
    return (
        not text.isdecimal()
        and len(text) < 60
        and _TOTAL_ROW.match(accent_key(text).strip(" .:;,-*")) is not None
    )


def is_carried(label: str) -> bool:
    """Return whether a label opens a row of what the pages before come to ("Mang sang", "Trang trước chuyển sang")."""
    return is_total_label(label) and _CARRIED.search(accent_key(label)) is not None


@lru_cache(maxsize=65_536)
def is_signature(text: str) -> bool:
    """Return whether a text belongs to the block of signatures below a table."""
    if text.isdecimal():
        return False  # telephones and order numbers are half of what a long list holds
    small = accent_key(text)
    return _SIGNATURE.match(small) is not None or _DATE_LINE.search(small) is not None


def is_page_mark(text: str) -> bool:
    """Return whether a text is only the number of a printed page."""
    return _PAGE.match(text) is not None


def is_ditto(text: str) -> bool:
    """Return whether a text says "as above"."""
    return not _NO_DITTO.search(text) and _is_ditto(text)


@lru_cache(maxsize=4096)
def _is_ditto(text: str) -> bool:
    return text.strip() in _DITTO_MARKS or without_punctuation(fold_key(text)) in _DITTO_WORDS


def names_kinds(header: str) -> bool:
    """Return whether a header right of the names is that of their kinds ("Tên | Chủng loại")."""
    return _KINDS.fullmatch(without_punctuation(fold_key(header))) is not None


def is_bare_head(text: str) -> bool:
    """Return whether a text heads the column of names: "Đơn vị", or both ways at once: "Đơn vị / Loại"."""
    parts = [fold_key(part.strip()) for part in re.split(r"[/\\|]", text)]
    return any(part in _BARE_HEADS or _NAMES_OF.fullmatch(part) for part in parts)


def is_pillar(text: str) -> bool:
    """Return whether words that begin with a capital are all a group of a list is called by: "Vật tư, phương tiện"."""
    return text[:1].isupper() and _PILLAR.fullmatch(fold_key(text).rstrip(" :.")) is not None
