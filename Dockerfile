# The course for one person in a container, and the image of a learner's server for workshop/hub/kubernetes.yaml:
#     docker build -t mlcourse . && docker run --rm -p 127.0.0.1:8888:8888 -v mlcourse:/home/learner/mlcourse mlcourse
# Linted with hadolint. Untried: no image was built where this was written, for want of a network.
FROM python:3.11-slim-bookworm

RUN useradd --create-home --uid 1000 learner && install --directory --owner=learner /home/learner/mlcourse

WORKDIR /opt/mlcourse
COPY . .
RUN python -m pip install --no-cache-dir -c constraints.txt '.[hub]'

USER 1000
WORKDIR /home/learner
EXPOSE 8888
CMD ["python", "-m", "mlcourse", "lab", "--ip", "0.0.0.0", "--port", "8888", "--no-browser", "--dir", "/home/learner/mlcourse"]
