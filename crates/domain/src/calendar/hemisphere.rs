//! Which zones lie in the southern hemisphere, where the school year begins with the calendar year.

/// The zones whose principal place has a southern latitude, in the order of their names, without the stations of
/// Antarctica. From the tables `zone1970.tab` and `zone.tab` of the IANA time zone database, release 2025b, with
/// the older names that its file `backward` gives the same zones; in the public domain.
const SOUTHERN: &[&str] = &[
    "Africa/Asmera",
    "Africa/Blantyre",
    "Africa/Brazzaville",
    "Africa/Bujumbura",
    "Africa/Dar_es_Salaam",
    "Africa/Gaborone",
    "Africa/Harare",
    "Africa/Johannesburg",
    "Africa/Kigali",
    "Africa/Kinshasa",
    "Africa/Luanda",
    "Africa/Lubumbashi",
    "Africa/Lusaka",
    "Africa/Maputo",
    "Africa/Maseru",
    "Africa/Mbabane",
    "Africa/Nairobi",
    "Africa/Windhoek",
    "America/Araguaina",
    "America/Argentina/Buenos_Aires",
    "America/Argentina/Catamarca",
    "America/Argentina/ComodRivadavia",
    "America/Argentina/Cordoba",
    "America/Argentina/Jujuy",
    "America/Argentina/La_Rioja",
    "America/Argentina/Mendoza",
    "America/Argentina/Rio_Gallegos",
    "America/Argentina/Salta",
    "America/Argentina/San_Juan",
    "America/Argentina/San_Luis",
    "America/Argentina/Tucuman",
    "America/Argentina/Ushuaia",
    "America/Asuncion",
    "America/Bahia",
    "America/Belem",
    "America/Buenos_Aires",
    "America/Campo_Grande",
    "America/Catamarca",
    "America/Cordoba",
    "America/Coyhaique",
    "America/Cuiaba",
    "America/Eirunepe",
    "America/Fortaleza",
    "America/Guayaquil",
    "America/Jujuy",
    "America/La_Paz",
    "America/Lima",
    "America/Maceio",
    "America/Manaus",
    "America/Mendoza",
    "America/Montevideo",
    "America/Noronha",
    "America/Porto_Acre",
    "America/Porto_Velho",
    "America/Punta_Arenas",
    "America/Recife",
    "America/Rio_Branco",
    "America/Rosario",
    "America/Santarem",
    "America/Santiago",
    "America/Sao_Paulo",
    "Asia/Dili",
    "Asia/Jakarta",
    "Asia/Jayapura",
    "Asia/Makassar",
    "Asia/Pontianak",
    "Asia/Ujung_Pandang",
    "Atlantic/South_Georgia",
    "Atlantic/St_Helena",
    "Atlantic/Stanley",
    "Australia/ACT",
    "Australia/Adelaide",
    "Australia/Brisbane",
    "Australia/Broken_Hill",
    "Australia/Canberra",
    "Australia/Currie",
    "Australia/Darwin",
    "Australia/Eucla",
    "Australia/Hobart",
    "Australia/LHI",
    "Australia/Lindeman",
    "Australia/Lord_Howe",
    "Australia/Melbourne",
    "Australia/NSW",
    "Australia/North",
    "Australia/Perth",
    "Australia/Queensland",
    "Australia/South",
    "Australia/Sydney",
    "Australia/Tasmania",
    "Australia/Victoria",
    "Australia/West",
    "Australia/Yancowinna",
    "Brazil/Acre",
    "Brazil/DeNoronha",
    "Brazil/East",
    "Brazil/West",
    "Chile/Continental",
    "Chile/EasterIsland",
    "Indian/Antananarivo",
    "Indian/Chagos",
    "Indian/Christmas",
    "Indian/Cocos",
    "Indian/Comoro",
    "Indian/Kerguelen",
    "Indian/Mahe",
    "Indian/Mauritius",
    "Indian/Mayotte",
    "Indian/Reunion",
    "NZ",
    "NZ-CHAT",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Bougainville",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Efate",
    "Pacific/Enderbury",
    "Pacific/Fakaofo",
    "Pacific/Fiji",
    "Pacific/Funafuti",
    "Pacific/Galapagos",
    "Pacific/Gambier",
    "Pacific/Guadalcanal",
    "Pacific/Kanton",
    "Pacific/Marquesas",
    "Pacific/Nauru",
    "Pacific/Niue",
    "Pacific/Norfolk",
    "Pacific/Noumea",
    "Pacific/Pago_Pago",
    "Pacific/Pitcairn",
    "Pacific/Ponape",
    "Pacific/Port_Moresby",
    "Pacific/Rarotonga",
    "Pacific/Samoa",
    "Pacific/Tahiti",
    "Pacific/Tongatapu",
    "Pacific/Truk",
    "Pacific/Wallis",
    "Pacific/Yap",
    "US/Samoa",
];

/// Whether a zone of this name lies in the southern hemisphere.
pub(super) fn is_southern(zone: &str) -> bool {
    SOUTHERN.binary_search(&zone).is_ok()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn the_zones_are_in_order_and_known() {
        assert!(SOUTHERN.is_sorted());
        for name in SOUTHERN {
            assert!(TimeZone::get(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn continents_lie_where_they_lie() {
        for name in
            ["Australia/Sydney", "Pacific/Auckland", "America/Santiago", "Africa/Harare", "NZ", "Brazil/East"]
        {
            assert!(is_southern(name), "{name}");
        }
        for name in ["Europe/London", "Asia/Singapore", "America/Bogota", "Africa/Lagos", "UTC"] {
            assert!(!is_southern(name), "{name}");
        }
    }
}
