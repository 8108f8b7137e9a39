"""Messages as other systems write them: prefixes of their own, an envelope, a signature, several languages."""

from __future__ import annotations

from mobilization.rules.exchange.edxl_table import MSG, RM

REQUEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<m:RequestResource xmlns:m="{MSG}" xmlns:c="{RM}" xmlns:p="urn:oasis:names:tc:ciq:xpil:3" xmlns:n="urn:oasis:names:tc:ciq:xnl:3">
  <m:MessageID>gialai.gov.vn:2026-11-0017</m:MessageID>
  <m:SentDateTime>2026-11-20T06:10:00+07:00</m:SentDateTime>
  <m:MessageContentType>RequestResource</m:MessageContentType>
  <m:MessageDescription>Đề nghị hỗ trợ phương tiện sơ tán</m:MessageDescription>
  <m:OriginatingMessageID>gialai.gov.vn:2026-11-0017</m:OriginatingMessageID>
  <m:IncidentInformation>
    <c:IncidentID>gialai.gov.vn:NL-3</c:IncidentID>
    <c:IncidentDescription>Ngập lụt hạ lưu sông Ba</c:IncidentDescription>
  </m:IncidentInformation>
  <m:ContactInformation>
    <c:ContactRole>Requester</c:ContactRole>
    <c:AdditionalContactInformation>
      <p:PartyName><n:OrganisationName><n:NameElement>Ban Chỉ huy PTDS tỉnh Gia Lai</n:NameElement></n:OrganisationName></p:PartyName>
      <p:ContactNumbers><p:ContactNumber p:CommunicationMediaType="Telephone">
        <p:ContactNumberElement>0901000123</p:ContactNumberElement>
      </p:ContactNumber></p:ContactNumbers>
    </c:AdditionalContactInformation>
  </m:ContactInformation>
  <m:ResourceInformation>
    <m:ResourceInfoElementID>001</m:ResourceInfoElementID>
    <m:Resource><m:Name>Áo phao cứu sinh</m:Name></m:Resource>
    <m:AssignmentInformation>
      <m:Quantity><c:MeasuredQuantity><c:Amount>40</c:Amount></c:MeasuredQuantity></m:Quantity>
    </m:AssignmentInformation>
    <m:ScheduleInformation>
      <m:ScheduleType>RequestedArrival</m:ScheduleType>
      <m:DateTime>2026-11-20T12:10:00+07:00</m:DateTime>
      <m:Location><c:LocationDescription>Bến đò xã Ia Rsai</c:LocationDescription></m:Location>
    </m:ScheduleInformation>
  </m:ResourceInformation>
  <m:ResourceInformation>
    <m:ResourceInfoElementID>002</m:ResourceInfoElementID>
    <m:Resource><m:Name>Trực thăng cứu hộ</m:Name></m:Resource>
    <m:AssignmentInformation>
      <m:Quantity><c:QuantityText>hai chiếc nếu có</c:QuantityText></m:Quantity>
    </m:AssignmentInformation>
  </m:ResourceInformation>
</m:RequestResource>
"""


def enveloped(message: str, status: str = "Actual") -> str:
    """Return a message in an EDXL distribution element."""
    body = message.partition("?>")[2]
    return (
        '<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><distributionID>1</distributionID>'
        "<senderID>ptds@gialai.gov.vn</senderID><dateTimeSent>2026-11-20T06:10:00+07:00</dateTimeSent>"
        f"<distributionStatus>{status}</distributionStatus><distributionType>Request</distributionType>"
        "<contentObject><xmlContent><embeddedXMLContent>"
        f"{body}</embeddedXMLContent></xmlContent></contentObject></EDXLDistribution>"
    )


AREA = "<areaDesc>Ven biển Quảng Ngãi</areaDesc>"


def alert(
    *,
    identifier: str = "VNMHA-2026-1120-01",
    sent: str = "2026-11-20T05:00:00+07:00",
    status: str = "Actual",
    step: str = "Alert",
    references: str = "",
    severity: str = "Severe",
    certainty: str = "Likely",
    urgency: str = "Expected",
    expires: str = "2026-11-21T05:00:00+07:00",
    area: str = AREA,
    more: str = "",
) -> str:
    """Return a CAP 1.2 alert in Vietnamese and English, as a weather service writes it."""
    told = f"<references>{references}</references>" if references else ""
    end = f"<expires>{expires}</expires>" if expires else ""

    def info(language: str, headline: str) -> str:
        return (
            f"<info><language>{language}</language><category>Met</category><event>Mưa lớn</event>"
            f"{more}<urgency>{urgency}</urgency><severity>{severity}</severity><certainty>{certainty}</certainty>"
            f"{end}<senderName>Đài Khí tượng Thủy văn tỉnh</senderName><headline>{headline}</headline>"
            f"<instruction>Chủ động sơ tán vùng trũng.</instruction>"
            f"<area>{area}</area></info>"
        )

    return (
        '<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        f"<identifier>{identifier}</identifier><sender>kttv@example.vn</sender><sent>{sent}</sent>"
        f"<status>{status}</status><msgType>{step}</msgType><scope>Public</scope>{told}"
        f"{info('en-US', 'Heavy rain')}{info('vi-VN', 'Mưa lớn đến 400 mm')}"
        '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></alert>'
    )
