"""What the customer came for: the shop's front page and the newsletter's."""

from dataclasses import dataclass

from flask import Blueprint, render_template

from .journey import Front


@dataclass(frozen=True)
class Product:
    name: str
    price: str
    text: str
    picture: str  # an id in templates/pages/pictures.html


PRODUCTS = [
    Product("Harbor mug", "$18", "Stoneware, 350 ml, glazed by hand.", "mug"),
    Product("Desk lamp", "$64", "Warm light, a long arm, no hum.", "lamp"),
    Product("Field notebook", "$12", "Dotted paper that lies flat.", "book"),
    Product("Wool throw", "$89", "Woven in one piece, for two.", "throw"),
    Product("Plant pot", "$24", "Terracotta, with a saucer.", "pot"),
    Product("Wall clock", "$45", "Quiet, and right.", "clock"),
]


def home_pages(front: Front) -> Blueprint:
    pages = Blueprint(f"{front.name}_home", __name__, url_prefix=front.prefix)

    @pages.get("/")
    def index():
        template = "pages/shop.html" if front.name == "shop" else "pages/newsletter.html"
        return render_template(template, front=front, session=front.session(), products=PRODUCTS)

    return pages
