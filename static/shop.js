// Makes the plain forms of the shop quicker. Everything works without it.
