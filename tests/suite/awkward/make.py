"""Writes a report that is hard to set: 90 events, 200 sources, headings of 40 words, addresses of 300 characters
without a break, Cyrillic and Tajik text, an empty timeline, no series.

    python tests/suite/awkward/make.py FILE
"""

import sys

LONG = " ".join(["harbour", "ledgers", "of", "the", "northern", "quay", "and", "its", "unincorporated", "warehouses"] * 4)
TAJIK = "Эмомалӣ Раҳмон дар Душанбе бо ҳайати Ҷумҳурии Қирғизистон вохӯрд ва оид ба обҳои Панҷ гуфтугӯ кард"
RUSSIAN = "Стороны обсудили водохозяйственное сотрудничество и взаимовыгодное энергоснабжение приграничных территорий"


def main(path):
    lines = [f"# {LONG.capitalize()}", "", f"## {LONG.capitalize()}, first", ""]
    for year in range(1930, 2020):
        number = (year - 1930) * 2 + 1
        lines += [f"In {year} Estonia and Latvia signed the {ordinal(year - 1929)} harbour agreement, "
                  f"worth USD {year - 1900} million [{number}] [{number + 1}]. {RUSSIAN} [{number + 1}].", ""]
    lines += [f"## {LONG.capitalize()}, second", "", f"{TAJIK} [181]. {'Donaudampfschifffahrt' * 12} [182].", ""]
    lines += ["## Timeline", "", "## Outlook", "", "A warmer course is likely until 2031. A rupture is unlikely.", ""]
    lines += ["## Literature", ""]
    for number in range(1, 201):
        author, title = ("Маҷлиси Олӣ", TAJIK) if number % 3 == 0 else ("Port Office", f"Ledger {number} of {LONG}")
        address = f"https://example.org/{number}/" + "x" * (300 - 21 - len(str(number)))
        lines.append(f"{number}. {author}, ‘{title}’ (Quay Review, {number % 28 + 1} May {1930 + number % 95}) "
                     f"<{address}> accessed 3 June 2025.")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def ordinal(number):
    suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


if __name__ == "__main__":
    main(sys.argv[1])
