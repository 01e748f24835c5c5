"""What the catalog knows of people."""

from catalog_service.gear.models import Person, Product, Task
from chassis.privacy import about, exempt

about("seen-by-catalog", Person, "id", says="What the catalog knows of them.")

exempt(Task, "asset_id", why="The id of a thing.")
exempt(Product, "image", why="The id of a file.")
