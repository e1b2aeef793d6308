"""Korean lists without commas: 우유 계란 두부 are three things, 엄마 생신 케이크 주문 is one.

Spaces alone do not tell, since a thing has them too. Only where every word is by itself something
that people buy, and no two beside each other make one (바나나 우유), they are a list.
"""

from itertools import pairwise

FEWEST = 3  # words: two beside each other are more often one thing

_FLAVOURS = """
딸기 바나나 사과 배 귤 포도 오렌지 토마토 레몬 망고 키위 복숭아 블루베리 수박 초콜릿 커피 녹차
마늘 감자 고구마 옥수수 새우 치즈 쌀 현미 김치 소고기 참치 양파
"""
_FLAVOURED = """
우유 빵 식빵 과자 아이스크림 주스 식초 라면 국수 초콜릿 사탕 요거트 요구르트 치즈 소시지 김치
"""
_OTHERS = """
계란 달걀 두부 콩나물 숙주 시금치 대파 쪽파 생강 당근 무 배추 양배추 상추 깻잎 오이 호박 애호박
가지 버섯 고추 피망 파프리카 브로콜리 방울토마토 참외 아보카도 잡곡 밀가루 설탕 소금 후추 간장
된장 고추장 식용유 올리브유 참기름 들기름 버터 생크림 햄 베이컨 어묵 김 미역 멸치 오징어 고등어
연어 삼겹살 돼지고기 닭고기 닭가슴살 생수 물 콜라 사이다 맥주 소주 와인
휴지 화장지 물티슈 키친타월 세제 섬유유연제 주방세제 샴푸 린스 치약 칫솔 비누 면도기 생리대
기저귀 분유 건전지 쓰레기봉투 랩 호일 지퍼백 수세미 고무장갑 마스크
"""
_FLAVOUR, _WITH_ONE = frozenset(_FLAVOURS.split()), frozenset(_FLAVOURED.split())
_BOUGHT = _FLAVOUR | _WITH_ONE | frozenset(_OTHERS.split())


def bought(text: str) -> list[str]:
    """The things of a list without commas; none where it may be one thing."""
    words = text.split()
    if len(words) < FEWEST or not _BOUGHT.issuperset(words):
        return []
    one = any(first in _FLAVOUR and second in _WITH_ONE for first, second in pairwise(words))
    return [] if one else words
