"""What people say about things: addressed by scope, kind and id; knows no business."""
