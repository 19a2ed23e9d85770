"""The site of the authority's side: addresses, navigation, what every page needs."""
