"""The words by which lists of what there is are called and their figures headed.

No list of what is no stock is ever complete. So it is the other way round: a title or a header has to be told by these
words, by what such lists are called, what they list, whose it is and what for; of any other it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from importers.rules.texts.words import accent_key, fold_key, has_accents, without_punctuation

LONGEST_PHRASE = 6
SHORT = 4  # letters: of a name that short another word may be made without accents
# What such a list is called.
_LISTS = """
khai bao, phieu khai bao, hinh thanh tu nguon,
the kho, xuat nhap ton, thu thap, tiem luc, hop dong cung ung, tong the, theo chieu dai, theo doi tuong, ly lich, ve viec, v v, tinh cap, huyen cap, duoc cap, phong chay chua chay, phong chay chua chay rung, ban hanh, ban hanh kem theo, quyet dinh, cong van, cong dien, chi thi, theo mau, theo bieu mau, chi tiet theo, theo thon, phu luc, phu bieu, bieu, bieu mau, bieu so, mau, mau so, mau bieu, bang, bang bieu, bang ke, bang tong hop, bang thong ke, danh muc, danh sach, so, so sach, so lieu, so theo doi, so quan ly,
ke, ke khai, bao cao, bao cao nhanh, thong ke, tong hop, tong, tong so, tong cong, chi tiet, tom tat, ra soat, kiem ke, kiem tra, thong tin, tai lieu, phieu thu thap, phieu ke khai, phieu dieu tra, phieu khao sat, phieu cung cap, khao sat, dieu tra, cap nhat,
ke hoach, phuong an, de an, du thao, chinh thuc, dinh kem, kem theo, theo doi, quan ly, tinh hinh, ket qua, danh gia, phan loai, phan theo, chia theo, theo trong tai, theo tai trong, theo cong suat, theo so cho, theo so cho ngoi, du lieu dau vao, don vi giu, noi de, noi giu, noi cat, noi cat giu, noi luu, noi luu giu, noi bao quan, nguoi giu, chinh sua, da chinh sua, da dieu chinh, cong khai, dac diem, lien he, phieu tong hop, so tay, phan tich, nhap xuat ton, nhap lieu, ma tran, co so du lieu, du lieu, to khai, quy mo, co cau, cac loai, loai, nhom, muc, phan, phan i, phan ii, bang can doi, can doi, so sanh, tang giam, bien dong, liet ke, bang liet ke, kiem dem, tong ket, so ket, danh ba, ban do, bang tra cuu, tra cuu, thuyet minh, so dang ky, dang ky phuong tien, dang ky xe, da dang ky, da ky, ky bao cao, ben quan ly, dinh ky, hang quy, hang thang, thong tin co ban, chot so lieu, chot den, chot den ngay, duoc bien che, hien duoc bien che, trang bi co ban, dung cu co ban, vat tu co ban, phuong tien co ban, thanh phan, kha nang, nang luc, nguon, bien che, to chuc, bo tri, so do, so do to chuc, phan cong luc luong, phan cong phuong tien, phan cong bo tri, ho so, ban ke, phan bo tai, phan bo theo, phan bo o, phan bo tren, phan cong quan ly, chua co trong bieu, chua co trong bang, chua co trong bao cao, chua co trong danh sach
"""
# What it lists.
_THINGS = """
quan chung, ban chuyen trach, chuyen mon, dan van, hoi doan the, chinh tri xa hoi, xe cho nguoi, xe cho hang, phuong tien cho nguoi, phuong tien cho hang, dac chung, bao ho, trang phuc, tho so, thu cong, dan sinh, con nguoi, do bao ho,
phuong tien lon, xe may lon, may moc lon, tau thuyen lon, nha tranh tru, nha tru tranh,
cua hang xang dau, dai ly gao, sieu thi, ban hang, dung cu lam viec, thuy dien, cong suat phuong tien, benh nhan, co so luu tru, tieu thuong, hang binh on, binh on thi truong, do ngang, do doc, ben do, cau treo, lan trai, quan trang, quan dung, quan doi, don vi ban, cho khach,
tu dong, hang cuu tro, do dung, vat dung,
xe co, thuyen thung, tu che, dung cu noi, do ngang, pha do, coi hu, bang tin, truyen tin, canh bao som, san bai, bai do, bai do xe, cau tam, ha tang, phat don, cay do, vat tu tieu hao, loc nuoc, van hanh dap, tran xa lu, thanh vien, thien nguyen, nguoi lai, nha kien co, nha cao tang, nha hai tang, phuong tien ky thuat, may cong cu, vat tu y te, thuoc thu y, hoa chat khu trung, khu trung, bon chua nuoc, dau xe, dau may, nghe ca, he thong, mang luoi, canh bao, tap hoa, tap trung, ung cuu, ho tro ung cuu, ung truc, cong cu ho tro, chua benh, kham chua benh, gao, mi, muoi, xang, dau, nuoc, chan, leu, phao, loa, bo dam, ong nhom, vat lieu, vat lieu xay dung, may xay dung, kinh doanh, san xuat kinh doanh, doi ngu, tai san cong, hien vat, cuu sinh, dung chung, cong cong, phong dich, tho lan, cong suat nho, may cong trinh, xe may cong trinh, ngu dan, luc luong vu trang, vu trang, nong cot, rong rai, tai co so, to lien gia, doi hinh, phan doi, thuong truc, ham tru an, tru an, tru bao, tranh tru bao, neo dau, khu neo dau, suc chua, tap ket, diem tap ket, tru luong, luong du tru, nuoc sach, dien, vien thong, benh vien, phong kham, trung tam y te, van tai thuy, hanh khach, noi dia, thuy noi dia, quoc gia, ngan sach, nguon von, loai xe, luc luong, phuong tien, vat tu, trang bi, trang thiet bi, thiet bi, trang bi ky thuat, dung cu, cong cu, hau can, nhan luc, vat luc, tai luc, nguon luc, nhan su, vat chat, co so vat chat, vat chat hau can, tai san, hang hoa, hang, mat hang, nhu yeu pham, luong thuc, thuc pham, nhien lieu, chat dot, xang dau, thuoc men, thuoc, nuoc uong, cong trinh, co so, dia diem, diem, nha tru an, noi tru an, noi tranh tru, cho o, noi so tan, diem so tan, so tan, kho, kho tang, kho bai, nha kho,
xe, xe may, o to, may, may moc, may thi cong, xe may thi cong, phuong tien thi cong, thiet bi thi cong, co gioi thi cong, xe co gioi, co gioi, tau, thuyen, tau thuyen, tau ca, ca no, xuong, ghe, ghe thuyen, phao, ao phao, nha bat, bat, doi, to, to doi, tieu doi, trung doi, dai doi, chu, chu phuong tien, chu tau, chu xe, nguoi, ho, ho gia dinh, ho dan, ho ca the, quan so, so luong, khoi luong, chung loai, chat luong, tinh trang, gia tri, don vi tinh, dvt, dan quan, tu ve, dan quan tu ve, xung kich, bo doi, cong an, bien phong, quan su, thanh nien, phu nu, cuu chien binh, nong dan, chu thap do, y te, can bo y te, kiem lam, dan phong, du bi dong vien, can bo, hoi vien, doan vien, tinh nguyen, tinh nguyen vien, lai xe, doan the, cong chuc, vien chuc, thon doi, truong thon, thong tin lien lac, lien lac, cuu thuong, giao thong, van tai, van chuyen, duong bo, duong thuy, duong song, tren bo, tren song, tren bien, chua chay, chuyen dung, thong dung, luong dung, ca nhan, tap the, doanh nghiep, ca the, cua hang, dai ly, truong hoc, tram y te, nha van hoa, co so san xuat, hop tac xa, cong ty, co quan, don vi, to chuc ca nhan, to chuc, dia phuong, nhan dan, trong dan, nha nuoc, tu nhan, dan, cua dan, phuong tien thuy, thiet yeu, tru tranh, tranh tru, co so y te, gioi, gioi tinh, do tuoi, bo, cai, chiec, trang
"""
# Whose it is, where and when.
_WHOSE = """
don vi hanh chinh cu, hanh chinh cu, cap xa cu, cap huyen cu, dia gioi, dia gioi cu, dia gioi hanh chinh, dia gioi hanh chinh cu, dia ban cu, phuong cu, xa phuong cu, thi tran cu, thi xa cu, thanh pho cu, tinh cu,
chuyen trach, kiem nhiem, thuc pham kho, theo nguon cap, nguon cap, nguon von, nguon kinh phi, nguon hinh thanh, hoat dong tren, chan de, tuyen phong thu, thuong xuyen, sat lo cao, qua cac nam,
bien gioi, vung cao, vung sau, vung xa, vung trung, tuyen bien gioi, long ho, tai dinh cu, khu tai dinh cu, tuyen duong, cac tuyen, dau mua, cuoi mua, het quy, bai ngang, cua bien, cua song,
ha du, mua kho, co rung, dong chan, cac ho, hoat dong vung, hoat dong bien, hoat dong tren bien, hoat dong nghe bien, hoat dong nghe ca, dua vao cong dong, cong dong, nen kinh te quoc dan, kinh te quoc dan, vung long, vung khoi, vung bien, ven song, ha luu, thuong luu, luu vuc, hai ben, doc theo, ben khach, ngang song, ban le, xa cu, huyen cu, dia phuong cu, nong nghiep, moi truong, tai nguyen, kinh te, xa hoi, quan ly su dung, vi tri, nha dan, xung yeu, trong diem, diem xung yeu, thoi gian, den het, het ngay, thang dau nam, hang nam, mua mua, mua mua bao, mua mua lu, mua bao lu, bien, dao, rung, song, de, ho, bo, xa, phuong, dac khu, thi tran, huyen, thi xa, thanh pho, tinh, thon, ban, to dan pho, tdp, khu dan cu, khu pho, cac xa, cac phuong, cap xa, cap tinh, cap huyen, cap thon, cac thon, cac cap, toan xa, toan tinh, toan huyen, toan phuong, tren dia ban, dia ban, khu vuc, cum, vung, vung nui, mien nui, dong bang, ven bien, hai dao, dong, tay, nam, bac, phia dong, phia tay, phia nam, phia bac, trung tam, hanh chinh, don vi hanh chinh, sap xep, sau sap xep, cu, moi, hai cap, chinh quyen,
ubnd, uy ban nhan dan, ban chi huy, bch, bchqs, bch quan su, ban chi huy quan su, ban chqs, chqs, ptds, phong thu dan su, pctt, pctt va tkcn, pclb, tkcn, cnch, so, phong, ban, nganh, cac so, cac nganh, cac ban, cac hoi, so nong nghiep va moi truong, bo chi huy, bo tu lenh, mat tran, dang uy, hoi dong nhan dan, van phong,
nam, thang, quy, ngay, gio, den, tu, tinh den, tinh den ngay, thoi diem, hien nay, hien tai, hien co, dau nam, cuoi nam, dau ky, cuoi ky, giai doan, dot, lan, thu, nhat, hai, ba, mot, bon, nam bon, muoi, cuoi
"""
# What for.
_PURPOSE = """
dang ky huy dong,
di chuyen dan, chien luoc, cho o nho, o nho, cong ich, sap do, dung cho phong chong, dung de phong chong, dung de so tan, dung cho so tan, dung de di doi, di so tan, phuong tien di doi, phuong tien cho dan, phuong tien dua dan, xe cho dan, xe dua dan, cho dan so tan, dua dan so tan, van chuyen dan so tan, van chuyen nguoi dan so tan, van chuyen nhan dan so tan, van tai dan so tan, dung de cuu ho, dung cho cuu ho, dung de cuu nan, dung lam noi, dung lam diem, dung lam cho, co the dung, co the dung lam,
ky hop dong, da ky hop dong, ky ket hop dong, ky hop dong nguyen tac, ky ket hop dong nguyen tac, ky hop dong huy dong, du kien huy dong,
nuoc dang, nuoc bien dang, xam nhap man, nhiem man, trieu cuong, mua da, gio manh, song lon, dong loc, khi co lenh, co lenh, theo lenh, dam tau, chim tau, tai nan duong thuy, gia co, hay bi, thuong bi, de bi, nguy co, nguy co cao, da kiem dinh, da ra soat, da cap nhat, da duoc phe duyet, duoc phe duyet, chia cat, co lap, kho han, ngap sau,
chuan bi san, lao dong, xu ly, xu ly su co, con su dung duoc, con dung duoc, muc luc, tong quan, chuan bi, da chuan bi, da duoc trang bi, duoc trang cap, ky cam ket, dang ky tham gia, nhu cau, bo sung, nhu cau bo sung, can bo sung, theo tieu chuan, theo dinh muc, hien hanh, khac phuc thiet hai, giam nhe thiet hai, giam thieu thiet hai, phong chong thien tai, phong chong, thien tai, phong chong lut bao, phong chong bao lut, lut bao, bao lut, bao lu, mua lu, mua bao, bao, lu, lut, lu lut, sieu bao, bao manh, bao manh sieu bao, ap thap nhiet doi, sat lo, sat lo dat, lu quet, lu ong, ngap lut, ngap ung, chay rung, chay no, dong dat, song than, su co, tham hoa, dich benh, hoa chat, phong xa, tran dau, tim kiem cuu nan, tim kiem, cuu nan, cuu ho, cuu ho cuu nan, cuu nan cuu ho, phong chay chua chay, pccc, pcccr, phong thu, dan su, phong thu dan su, ung pho, khac phuc, hau qua, phuc vu, phuc vu cong tac, cong tac, nhiem vu, chi dao, dieu hanh, chi huy, chi dao dieu hanh, tinh huong, cac tinh huong, tinh huong khan cap, khan cap, khi co, khi co tinh huong, khi can, khi, xay ra, theo phuong cham, phuong cham, bon tai cho, 4 tai cho, tai cho, tham gia, san sang, san sang huy dong, san sang ung pho, huy dong, co the, co the huy dong, kich ban, canh gac, tuan tra canh gac, ho de, dam nhiem, kip thoi, chu dong,  kha nang huy dong, kha nang dap ung, dap ung, huy dong duoc, trung dung, trung mua, trung mua trung dung, hiep dong, phoi hop, cam ket, cam ket cung ung, cung ung, cung cap, du tru, du phong, bao dam, dam bao, hop dong nguyen tac, hop dong huy dong, thoa thuan, xa hoi hoa, phong ngua, bao ve, bao ve rung, an toan, an ninh, trat tu, an ninh trat tu, quoc phong, quan su, quan su dia phuong, de dieu, ho dap, thuy loi, cho cac, cap do, rui ro, cap do rui ro, su dung, dang su dung, dang quan ly, duoc trang bi, duoc giao quan ly, dang quan ly su dung, duoc cap, thuoc, truc thuoc, bao quan, luu kho, cat giu, nam giu, so huu, thuc te, thuc trang, hien trang, hien con, con lai, ton kho, san co, hien huu, hien dang, thuc co, thuc luc, sap nhap, hop nhat, bien ban kiem ke, kiem ke tai san, tai san phong chong thien tai, ho chua, ho chua nuoc, don bien phong, ket hop, dong tren dia ban, luu tai, luu giu, cong suat lon
"""
_COUNTED = """
da du tru, da duoc trang bi, giu san, san co, co san, chuan bi san,
sl, s luong, so lg, khoi luong, tong so luong, luong, so cai, so chiec, so bo, so xe, so nguoi, so nha, so diem, so co so, so cong trinh, nguoi, cai, chiec, bo, kg, lit, tan, met, thung, hop, goi, tui, cuon, tam, cay, doi, binh, xuat, suat, bao, phuy, can, khoi, m, hang ngay, dang co, dang quan ly, da co, da trang bi, da thuc hien, thuc hien, th, co mat, hien, con, ton, ton cuoi, ton cuoi ky, luu kho, con tot, tot, su dung duoc, con su dung, con su dung duoc, trung binh, co den, ky ket, hop dong, thuc luc, luc luong hien co, va tinh trang, va chat luong, va hien trang, cong trinh, con so, tri so
"""
# What else is told of each thing or owner in a column of its own.
_BESIDE = """
nguoi nhap, can bo nhap, nguoi cap nhat, can bo cap nhat, ngay cap nhat, noi dung, dien giai, quy cach, chung loai, hang muc, mat hang, danh sach, thong so, ky thuat, thong so ky thuat, ho va ten, ho ten, ho va, ten goi, ten chu, ten co so, ten don vi, nguoi phu trach, nguoi quan ly, nguoi giu, nguoi lai, lai xe, nguoi dung dau, nguoi dai dien, dai dien, phu trach, chu so huu, so huu, chu ho, chu may, don vi quan ly, so thu tu, thu tu, ky hieu, ma hieu, ma so, ma hang, nhan hieu, nhan mac, hang san xuat, nuoc san xuat, xuat xu, noi san xuat, model, doi may, mau sac, mau son, so seri, serial, nam sinh, dan toc, to doi, chuc vu, cong dung, tinh nang, dac diem, mo ta, kich co, chat lieu, dia chi, noi o, thuong tru, lien he, dien thoai, pham vi, cu ly, khoang cach, pham vi hoat dong, ban kinh, chuyen mon, trinh do, nganh nghe, linh vuc, loai hinh, hinh thuc, hinh thuc quan ly, hinh thuc huy dong, che do, kip, so kip, ca truc, cong suat, trong luong, tai trong, dung luong, dung tich, nhien lieu su dung, nguon goc, xuat kho, huong, duong, cap, khu, ten tat, viet tat, doi tuong, thanh phan, trang cap, noi cap, noi trang bi, muc do, muc do san sang, giay phep, giay to, dang kiem, van ban, quyet dinh giao, duoc giao, ca truc, tai xe, bo phan, nguoi su dung, doi su dung, cau kien, phan loai, phan nhom, nhom hang, nganh hang, so nha, dien tich, suc chua, so tang
"""
_SMALL = """
tham gia ptds, tham gia pctt, tham gia cuu ho, tham gia ung pho, va, cua, cac, nhung, tai, theo, trong, ngoai, tren, duoi, do, la, co, ve, cho, de, khi, o, voi, hoac, nhu, duoc, den, tu, cung, bang, so, stt, lien quan, noi, moi, khac, rieng, chung, nay, sau, truoc, tinh, dang, lam, lam noi, gom, bao gom, cac loai, toan bo, toan, ca, tat ca, chu yeu, chinh, quan trong
"""
# Words of one syllable keep their accents: "dầu" is none of "đấu", "tại" none of "tai".
_SINGLE = """
biểu mẫu bảng sổ số kê tổng loại nhóm mục phần nguồn gạo mì muối xăng dầu nước chăn lều phao loa điện hàng thuốc điểm kho xe máy tàu
thuyền xuồng ghe bạt đội tổ chủ người hộ đvt dân giới bộ cái chiếc trang biển đảo rừng sông đê kè hồ đập bờ xã phường huyện tỉnh thôn
bản tdp cụm vùng ven dọc đông tây nam bắc mới ubnd bch bchqs chqs ptds pctt pclb tkcn cnch sở phòng ban ngành năm tháng quý ngày giờ đến từ
từng đợt lần thứ nhất hai ba một bốn mười cuối bão lũ lụt pccc pcccr khi thuộc và của các những tại theo trong ngoài trên dưới do là có
về kèm gửi cho để ở với hoặc như được cùng bằng stt nơi mỗi khác riêng chung này sau trước tính đang làm gồm toàn cả chính dông giông lốc sét tuần antt viettel vnpt mobifone vinaphone evn
"""
# The offices' abbreviations of these: "LL, PT, TTB ƯPSCTT", "DM VTTB PCTT".
_SHORTENED = """
ll pt vt tb ttb kt tbkt ttbkt vttb pttb ptvt vtpt ptkt llpt csvc ccdc tscđ qs cbcs cbct đvtn xk xkpctt lt tp lttp nyp hc ds dm th bc pl pa hđ
pctt pcttt pclb pcbl ptds tkcn cnch chcn ưp ưpsc ưptt ưpsctt sctt bvr qlbvr pccr bđbp dqtv dbđv dqcđ dqtc qđ cv hđnd mttq ccb ctđ tncs tnxp tnv
htx đp ktxh nn ptnt nnptnt nnmt tnmt gtvt gtnt qlđđ bql tx tw
"""
_SINGLE_COUNTED = """
sl lượng kg lít tấn mét thùng hộp gói túi cuộn tấm cây đôi bình suất bao phuy can khối m th hiện còn tồn tốt
"""

_SINGLE_BESIDE = frozenset(
    [
        "tb",
        "ttb",
        "vt",
        "pt",
        "kt",
        "tên",
        "họ",
        "mã",
        "hiệu",
        "ký",
        "ảnh",
        "hình",
        "model",
        "serial",
        "seri",
        "size",
        "cỡ",
        "hạng",
        "màu",
        "lớp",
        "chi",
        "nhánh",
    ]
)


def _phrases(*blocks: str) -> frozenset[str]:
    found = (phrase.strip() for block in blocks for phrase in block.replace("\n", " ").split(","))
    return frozenset(phrase for phrase in found if " " in phrase)


def _with_folded(words: frozenset[str]) -> frozenset[str]:
    return words | {fold_key(word) for word in words}


def _singles(*blocks: str) -> frozenset[str]:
    return frozenset(word for block in blocks for word in block.split())


class _Words(NamedTuple):
    """What is known: phrases, folded, and single words with their accents; and these folded, for texts without accents."""

    phrases: frozenset[str]
    single: frozenset[str]
    plain: frozenset[str]


_TITLE_PHRASES = _phrases(_LISTS, _THINGS, _WHOSE, _PURPOSE, _SMALL)
_TITLE_WORDS, _HEADER_WORDS = _singles(_SINGLE, _SHORTENED), _singles(_SINGLE, _SHORTENED, _SINGLE_COUNTED)
_OF_TITLES = _Words(_TITLE_PHRASES, _TITLE_WORDS, _with_folded(_TITLE_WORDS))
_OF_SIDES = _Words(
    _TITLE_PHRASES | _phrases(_COUNTED, _BESIDE),
    _HEADER_WORDS | _SINGLE_BESIDE,
    _with_folded(_HEADER_WORDS | _SINGLE_BESIDE),
)
_OF_HEADERS = _Words(_TITLE_PHRASES | _phrases(_COUNTED), _HEADER_WORDS, _with_folded(_HEADER_WORDS))
_THING_PHRASES = _phrases(_THINGS)
_COUNTS = re.compile(r"\b(?:so luong|sl|quan so|con so|so lieu|khoi luong)\b")
LONGEST_NAME = 4
# Who keeps things, or where: behind these words stand an office's own, which name it ("bến đò", "nghiệp đoàn nghề cá").
_KEEPER = frozenset({"sông", "suối", "kênh", "đèo", "núi", "cửa", "vịnh", "vũng", "đầm", "bến", "bãi", "chợ", "cảng", "trạm", "khu", "điểm", "chốt", "tuyến", "mỏ", "tổ", "đội", "nhóm", "hội", "trại", "đồn"})  # fmt: skip
_KEEPERS = frozenset({"nghiep doan", "nha may", "thuy dien", "co so", "xi nghiep", "ban quan ly", "trung tam", "cau lac bo", "chi nhanh", "ho chua", "ho thuy", "cong truong", "lam truong", "chu rung"})  # fmt: skip
# Who has no stock of ours, and what becomes of things: none of these words names a keeper or a place.
_NO_KEEPER = _singles(
    "bạn khác một mỗi từng mẫu mua bán giá thuê mướn thầu tặng trao quà nợ mất hỏng thiếu cần xin chờ bị đã sẽ chưa phải được cấp phát "
    "nhận giao trả mượn vay thu chi tiền hết vượt thi lễ tết lớp buổi khóa đề dự định nếu khi cho theo trong từ chức chào trưng tạm"
)
_NO_KEEPERS = re.compile(
    r"\b(?:hoi (?:thi|thao|cho|nghi|dien)|cuoc thi|trien lam|dien tap|tap huan|huan luyen|hop dong|thi truong|trung uong|quan khu|cap tren|"
    r"nuoc ngoai|nha (?:cung cap|tai tro|thau|san xuat)|ben (?:mua|ban|nhan|giao|thue)|du an|de an|goi|vi pham|tai nan|thanh ly|tieu huy|"
    r"tang cuong|chi vien|che do|chinh sach|nguoi nhan|doi tuong|quy chuan|tieu chuan)\b"
)
# Two known words that are one of another paper.
_OTHER_WORDS = frozenset({"dan so"})
_NAMED = frozenset({"thon", "xom", "tdp", "khu pho", "to dan pho", "khu vuc", "vung", "mien", "cum", "chong"})
_PURPOSES = frozenset({"phuc vu", "phong chong"})
_FIRMS = frozenset({"cong ty", "htx", "hop tac xa", "dntn", "doanh nghiep tu nhan", "tnhh", "cty"})
_BRACKETS = re.compile(r"\([^()]*\)?")
# Heads of the only figures that say that the things are there, or that they can be had.
_THERE = re.compile(
    r"(?:so luong |sl |so )?(?:tai cho|slg|dem(?: duoc)?|(?:da )?kiem dem|hien trang bi|(?:hien )?dang (?:dung|giu|giu lai|bao quan|cat giu|su dung|sd)|"
    r"(?:da )?duoc trang bi|(?:co the|kha nang|san sang) huy dong|huy dong duoc|(?:da )?cam ket)(?: duoc)?"
)


def heads_stock(text: str) -> bool:
    """Return whether the header of a column of quantities says in known words what it counts."""
    return _are_known(text, _OF_HEADERS, lambda _: False)


def heads_side(text: str, is_name: Callable[[str], bool]) -> bool:
    """Return whether the header of a column beside the figures says in known words what it tells of a thing or its owner."""
    return _are_known(text, _OF_SIDES, is_name)


def counts_in_known_words(text: str) -> bool:
    """Return whether the header of the only figures says in known words that they are a number of things ("Con số rà soát").

    So do words that say that these are there ("Đang giữ") or can be had ("Huy động được").
    """
    if _THERE.fullmatch(fold_key(text).strip()):
        return True
    return _COUNTS.search(fold_key(text)) is not None and heads_stock(text)


def names_list(title: str, is_name: Callable[[str], bool]) -> bool:
    """Return whether the words of a title are those a list of stock is called by, with names among them.

    Whose things they are and where may be told in words of the office's own, behind the word for what that is ("bến", "nhà máy").
    """
    return _are_known(title, _OF_TITLES, is_name, _keeper_lengths)


def _are_known(
    text: str,
    known: _Words,
    is_name: Callable[[str], bool],
    own_words: Callable[[Sequence[str], int, Callable[[str], bool]], Iterator[int]] | None = None,
) -> bool:
    """Return whether the words of a text, but for brackets and numbers, are told apart into known ones and names.

    Whatever stands behind "phục vụ" belongs to these, what stands behind "trong", "theo" has to be known as well.
    """
    bare = without_punctuation(_BRACKETS.sub(" ", accent_key(text))).split()
    words = [word for word in bare if not any(map(str.isdigit, word))]
    marked = has_accents(text)
    reached = {0}
    for position in range(len(words)):
        if position in reached:
            more = _lengths(words[position:], known, is_name, marked=marked)
            reached.update(position + length for length in more)
            if marked and own_words is not None:
                reached.update(position + length for length in own_words(words, position, is_name))
    return len(words) in reached


def _keeper_lengths(words: Sequence[str], at: int, is_name: Callable[[str], bool]) -> Iterator[int]:
    """Yield how many words name, in an office's own words, who keeps the things named before, or where they are.

    What happens to things and who else has them is told in few words, and none of these is part of such a name.
    """
    kind = 1 if words[at] in _KEEPER else 2 if fold_key(" ".join(words[at : at + 2])) in _KEEPERS else 0
    if not kind or not _names_thing(words[:at], is_name):
        return
    for end in range(at + kind + 1, min(at + kind + LONGEST_NAME, len(words)) + 1):
        named = words[at:end]
        if named[-1] in _NO_KEEPER or _NO_KEEPERS.search(fold_key(" ".join(named))):
            return
        yield end - at


def _names_thing(words: Sequence[str], is_name: Callable[[str], bool]) -> bool:
    plain = [fold_key(word) for word in words]
    return any(
        (phrase := " ".join(plain[start:end])) in _THING_PHRASES or (end - start > 1 and is_name(phrase))
        for start in range(len(plain))
        for end in range(start + 1, min(start + LONGEST_PHRASE, len(plain)) + 1)
    )


def _lengths(
    words: Sequence[str], known: _Words, is_name: Callable[[str], bool], *, marked: bool
) -> Iterator[int]:
    """Yield how many of the first words are known together, with the name behind "thôn", "công ty"."""
    if " ".join(map(fold_key, words[:2])) in _OTHER_WORDS:
        return
    if words[0] in (known.single if marked else known.plain) or _is_number(words[0]):
        yield 1
    plain = [fold_key(word) for word in words[:LONGEST_PHRASE]]
    for length in range(1, len(plain) + 1):
        phrase = " ".join(plain[:length])
        if phrase in known.phrases or ((length > 1 or len(phrase) > SHORT) and is_name(phrase)):
            yield length
        if phrase in _PURPOSES or (phrase in _FIRMS and _NO_KEEPER.isdisjoint(words)):
            yield len(words)
        if phrase in _NAMED:  # a village or an area: its name is nobody's but its own
            yield from (length + more for more in (1, 2) if length + more <= len(words))


@lru_cache(maxsize=256)
def _is_number(word: str) -> bool:
    return re.fullmatch(r"[ivxlc]+|[a-z]", word) is not None
