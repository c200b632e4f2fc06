"""How often a clinic's questionnaire is used: counted without an answer, a cookie or an address."""
