"""What every forked demo finds done: the imports, and the files of knowledge read."""

from functools import cache

import bot.cli.demo
from bot.catalog.catalog import load_catalog
from config.settings import DATA_DIR

known = cache(load_catalog)
known(DATA_DIR)
vars(bot.cli.demo)["load_catalog"] = known
