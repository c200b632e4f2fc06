"""Words that pass a verdict, by language: no text that a visitor reads may hold them.

With them this would be a medical device (docs/privacy.md); whoever writes texts, be it a clinic, is held to it.
"""

VERDICTS = {  # “(SCORE)” is the name of a published index
    "en": r"diagnos|you (?:may |might )?(?:have|suffer from) (?:an? )?osteop|probab|likelihood|chances? (?:of|that)"
    r"|(?<!\()\bscores?\b|\d points|(?:high|low|higher|lower|increased|at) risk|\byour risk\b(?! factor)",
    "fr": r"diagnosti|vous (?:avez|souffrez) (?:de l’|d’une |une |l’)?ostéop|probab|vraisemblab"
    r"|(?<!\()\bscores?\b|\d points|risque (?:élevé|faible|accru|important)\b|(?:haut|faible|à) risque"
    r"|plus de risque|\bvotre risque\b",
    "nl": r"diagnos|u (?:hebt|heeft|lijdt aan) (?:een )?osteop|waarschijnlijk|\bkans\b|(?<!\()\bscores?\b"
    r"|risicoscore|\d punten|(?:hoog|laag|groot|klein|verhoogd|hoger|lager) risico|\buw risico\b",
}
