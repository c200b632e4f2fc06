"""Where the figures of the population come from, to be printed. No Django."""

from __future__ import annotations

from dataclasses import dataclass

from rules.facts import FACTS

EUROSTAT = "https://ec.europa.eu/eurostat/statistics-explained/index.php?title="
SPAIN_2009 = "https://www.ine.es/jaxi/files/_px/en/csv/t15/p420/a2009/p04/l1/02019.csv?nocab=1"


@dataclass(frozen=True, slots=True)
class Origin:
    """A published source, the facts that use a figure of it, and its address if we know one."""

    citation: str
    facts: tuple[str, ...]
    address: str = ""


def _origin(citation: str, facts: str, address: str = "") -> Origin:
    return Origin(citation, tuple(facts.split()), address)


SOURCES = (
    _origin(
        "Eurostat. Population structure and ageing. Data of 1 January 2023, highlights and table 1",
        "age_years",
        f"{EUROSTAT}Population_structure_and_ageing",
    ),
    _origin(
        "Eurostat. Ageing Europe: statistics on population developments. 2020, highlights",
        "sex",
        f"{EUROSTAT}Ageing_Europe_-_statistics_on_population_developments",
    ),
    _origin(
        "Statistisches Bundesamt. Mikrozensus 2017: Körpermaße der Bevölkerung, table by sex and age",
        "height_cm weight_kg",
    ),
    _origin(
        "Eurostat. Overweight and obesity: BMI statistics. European Health Interview Survey 2019",
        "weight_kg",
        f"{EUROSTAT}Overweight_and_obesity_-_BMI_statistics",
    ),
    _origin(
        "Briot K and others. Accuracy of patient-reported height loss and risk of prevalent vertebral fracture. CMAJ "
        "2010, abstract",
        "height_loss",
    ),
    _origin(
        "The significance of height loss in postmenopausal women. The results from GO Study. Int J Clin Pract "
        "2021;75:e14009, abstract",
        "height_loss",
    ),
    _origin("Eurostat. Fertility statistics. 2022, total fertility rate", "pregnant_or_breastfeeding"),
    _origin(
        "Kanis JA and others. SCOPE 2021: a new scorecard for osteoporosis in Europe. Arch Osteoporos 2021;16:82",
        "diagnosed_osteoporosis medicines",
        "https://doi.org/10.1007/s11657-020-00871-9",
    ),
    _origin(
        "Instituto Nacional de Estadística. European Health Survey in Spain 2009: chronic illnesses diagnosed by a "
        "doctor, by sex and age",
        "diagnosed_osteoporosis conditions",
        SPAIN_2009,
    ),
    _origin(
        "Grandner MA, Winkelman JW. Nocturnal leg cramps. PLoS One 2017;12:e0178465, abstract",
        "symptoms",
        "https://doi.org/10.1371/journal.pone.0178465",
    ),
    _origin(
        "Mishra GD and others. Early menarche, nulliparity and the risk for premature and early natural menopause. Hum "
        "Reprod 2017;32:679–686",
        "menopause menopause_age_years",
        "https://doi.org/10.1093/humrep/dew350",
    ),
    _origin(
        "Whitcomb BW and others. Menstrual cycle characteristics and risk of early natural menopause. J Clin "
        "Endocrinol Metab 2018;103:3909–3918, introduction",
        "menopause menopause_age_years",
        "https://doi.org/10.1210/jc.2018-01110",
    ),
    _origin(
        "Pokoradi AJ and others. Factors associated with age of onset and type of menopause in a cohort of UK women. "
        "Am J Obstet Gynecol 2011;205:34.e1–13, abstract",
        "menopause menopause_age_years",
    ),
    _origin(
        "Ameye L and others. Menopausal hormone therapy use in 17 European countries during the last decade. Maturitas "
        "2014, abstract",
        "hormone_therapy",
        "https://doi.org/10.1016/j.maturitas.2014.07.002",
    ),
    _origin(
        "Wu FCW and others. Identification of late-onset hypogonadism in middle-aged and elderly men. N Engl J Med "
        "2010;363:123–135",
        "low_testosterone",
    ),
    _origin(
        "Kanis JA and others. A family history of fracture and fracture risk: a meta-analysis. Bone 2004;35:1029–1037, "
        "abstract",
        "fragility_fracture",
    ),
    _origin(
        "International Osteoporosis Foundation. Epidemiology of osteoporosis and fragility fractures",
        "fragility_fracture",
        "https://www.osteoporosis.foundation/facts-statistics/epidemiology-of-osteoporosis-and-fragility-fractures",
    ),
    _origin(
        "Pfeilschifter J and others. Regional and age-related variations in the proportions of hip fractures and major "
        "fractures (GLOW). Osteoporos Int 2012;23:2179–2188, abstract",
        "fracture_sites",
        "https://doi.org/10.1007/s00198-011-1840-6",
    ),
    _origin(
        "Peeters G and others. Should prevention of falls start earlier? PLoS One 2018;13:e0201989, abstract",
        "falls_last_year",
        "https://doi.org/10.1371/journal.pone.0201989",
    ),
    _origin(
        "Derbyshire Observatory. Falls deep dive (people of 65 and over, and of 80 and over, in the United Kingdom)",
        "falls_last_year",
    ),
    _origin(
        "Symmons D and others. The prevalence of rheumatoid arthritis in the United Kingdom. Rheumatology "
        "2002;41:793–800, abstract",
        "conditions",
        "https://doi.org/10.1093/rheumatology/41.7.793",
    ),
    _origin(
        "Garmendia Madariaga A and others. The incidence and prevalence of thyroid dysfunction in Europe. J Clin "
        "Endocrinol Metab 2014;99:923–931, abstract",
        "conditions medicines",
        "https://doi.org/10.1210/jc.2013-2409",
    ),
    _origin(
        "van Staa TP and others. Use of oral corticosteroids in the United Kingdom. QJM 2000;93:105–111, abstract",
        "medicines",
        "https://doi.org/10.1093/qjmed/93.2.105",
    ),
    _origin(
        "Fardet L and others. Prevalence of long-term oral glucocorticoid prescriptions in the UK over the past 20 "
        "years. Rheumatology 2011;50:1982–1990, abstract",
        "medicines",
        "https://doi.org/10.1093/rheumatology/ker017",
    ),
    _origin(
        "Othman F and others. Proton pump inhibitor prescribing patterns in the UK. Pharmacoepidemiol Drug Saf "
        "2016;25:1079–1087, abstract",
        "medicines",
        "https://doi.org/10.1002/pds.4043",
    ),
    _origin(
        "Eurostat. Tobacco consumption statistics. European Health Interview Survey 2019",
        "smoking",
        f"{EUROSTAT}Tobacco_consumption_statistics",
    ),
    _origin(
        "European Commission. World No Tobacco Day: survey reveals drop in smokers in EU. IP/06/694, 2006",
        "smoking",
        "https://europa.eu/rapid/press-release_IP-06-694_en.htm",
    ),
    _origin(
        "Eurostat. Alcohol consumption statistics. European Health Interview Survey 2019",
        "alcohol_drinks_per_week",
        f"{EUROSTAT}Alcohol_consumption_statistics",
    ),
    _origin(
        "OECD. Physical activity among adults, figures 4.16 to 4.18 (European Health Interview Survey 2019)",
        "weight_bearing_days_per_week",
        "https://www.oecd-ilibrary.org/sites/bfffb330-en/index.html?itemId=/content/component/bfffb330-en",
    ),
    _origin(
        "Bennie JA and others. Muscle-strengthening exercise in 28 European countries. 2020, abstract",
        "strength_days_per_week",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC7688125",
    ),
    _origin(
        "Kocevska D and others. Sleep characteristics across the lifespan in 1.1 million people. Nat Hum Behav "
        "2021;5:113–122, abstract",
        "sleep_hours",
        "https://doi.org/10.1038/s41562-020-00965-x",
    ),
    _origin(
        "Veganz. Nutrition study 2021 (six European countries)",
        "diets",
        "https://veganz.com/blog/results-of-the-current-veganz-nutrition-study/",
    ),
    _origin(
        "Spolidoro GCI and others. Prevalence estimates of eight big food allergies in Europe. Allergy 2023, abstract",
        "diets",
    ),
    _origin(
        "Eurostat. Nutritional habits statistics. European Health Interview Survey 2019",
        "fruit_and_vegetables_per_day",
        f"{EUROSTAT}Nutritional_habits_statistics",
    ),
    _origin(
        "Papatesta EM and others. Is dietary (food) supplement intake reported in European national nutrition surveys? "
        "Nutrients 2023;15:5090",
        "supplements",
        "https://doi.org/10.3390/nu15245090",
    ),
)
# No source gave a figure for these: all of it is our assumption, and so is part of most others, as their tables say.
ASSUMED = tuple(key for key in FACTS if not any(key in source.facts for source in SOURCES))
