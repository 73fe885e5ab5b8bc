from django import template

from core.money import naira

register = template.Library()
register.filter("naira", naira)
